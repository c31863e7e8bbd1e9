/**
 * Documents that are made to hurt a reader, with the answer that each must get (chapter XML). Start
 * with Attacks. The corpus itself is {@code attacks.xml} beside this package's files, for tools in
 * any language; Java users outside of the project's own tests have no need of this package, and the
 * module does not export it.
 */
@NullMarked
package io.platen.protocol.attack;

import org.jspecify.annotations.NullMarked;
