/**
 * Measurements that anyone can repeat, one class each; the last line of each is one JSON object.
 * Start with {@link io.platen.reference.bench.BenchCommand}.
 */
@NullMarked
package io.platen.reference.bench;

import org.jspecify.annotations.NullMarked;
