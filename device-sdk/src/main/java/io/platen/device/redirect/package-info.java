/**
 * Goes over to another server, and keeps one that works at every moment (chapter CMD, "Another
 * server"). Start with {@link io.platen.device.redirect.Trial}.
 */
@NullMarked
package io.platen.device.redirect;

import org.jspecify.annotations.NullMarked;
