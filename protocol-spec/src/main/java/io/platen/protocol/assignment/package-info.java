/**
 * Whether an assignment counts: whose key signed it, for whom, and as an answer to which question
 * (chapter UPD, "The assignment"). Start with {@link
 * io.platen.protocol.assignment.AssignmentCheck}.
 */
@NullMarked
package io.platen.protocol.assignment;

import org.jspecify.annotations.NullMarked;
