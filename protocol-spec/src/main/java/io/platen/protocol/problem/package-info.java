/** Errors as RFC 9457 problem documents, and the registry of their types (chapter GEN). */
@NullMarked
package io.platen.protocol.problem;

import org.jspecify.annotations.NullMarked;
