/**
 * How the suite drives a device: an executable with few commands that answers each with one JSON
 * line ({@code docs/reference/adapter.md}). Read Adapter first, then ProcessAdapter.
 */
@NullMarked
package io.platen.conformance.adapter;

import org.jspecify.annotations.NullMarked;
