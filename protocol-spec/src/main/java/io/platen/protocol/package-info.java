/**
 * The requirements of the specification, by id: start with {@link io.platen.protocol.Requirement}.
 */
@NullMarked
package io.platen.protocol;

import org.jspecify.annotations.NullMarked;
