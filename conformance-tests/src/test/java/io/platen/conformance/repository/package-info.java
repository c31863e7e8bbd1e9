/** What holds for the repository as a whole: its places, its documents, its secrets. */
@NullMarked
package io.platen.conformance.repository;

import org.jspecify.annotations.NullMarked;
