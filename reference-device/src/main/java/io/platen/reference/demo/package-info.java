/**
 * The whole of Platen on one machine: server, device and simulated printers. {@link
 * io.platen.reference.demo.Demo} starts them in the order in which they need each other.
 */
@NullMarked
package io.platen.reference.demo;

import org.jspecify.annotations.NullMarked;
