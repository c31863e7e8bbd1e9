/**
 * A step of the build: compares the chapters, the registries of requirements, the schemas, the code
 * and the tests, and makes the map of requirements and tests. Start with {@link
 * io.platen.protocol.trace.Trace}. It reads sources, so that it runs before anything is compiled.
 */
@NullMarked
package io.platen.protocol.trace;

import org.jspecify.annotations.NullMarked;
