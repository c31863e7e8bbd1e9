/**
 * The adapter by which the conformance suite drives the reference device ({@code
 * docs/reference/adapter.md}). Read AdapterDevice first.
 */
@NullMarked
package io.platen.reference.adapter;

import org.jspecify.annotations.NullMarked;
