/**
 * Reading and writing XML safely (chapter XML of the specification). Start with SafeXml, the only
 * XML reader of the project.
 */
@NullMarked
package io.platen.protocol.xml;

import org.jspecify.annotations.NullMarked;
