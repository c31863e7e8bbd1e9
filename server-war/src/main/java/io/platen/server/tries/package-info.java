/**
 * What all counts of wrong tries stand on: whom they count for, and how many within a time. What
 * follows from a count is the features' own; start with {@link
 * io.platen.server.tries.WindowCounter}.
 */
@NullMarked
package io.platen.server.tries;

import org.jspecify.annotations.NullMarked;
