/**
 * What is tested: the configuration that names it, and the suite's hand on it. Start with {@link
 * io.platen.conformance.subject.Target}.
 */
@NullMarked
package io.platen.conformance.subject;

import org.jspecify.annotations.NullMarked;
