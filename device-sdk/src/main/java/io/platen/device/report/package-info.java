/**
 * From snapshots to reports (chapter RPT): printer keys, masks, differences, and the durable
 * outbox. Start with {@link io.platen.device.report.Reporter}, then {@link
 * io.platen.device.report.Outbox}.
 */
@NullMarked
package io.platen.device.report;

import org.jspecify.annotations.NullMarked;
