/**
 * The report and its receipt (chapter RPT). {@link io.platen.protocol.report.Report} is the
 * document as a record.
 */
@NullMarked
package io.platen.protocol.report;

import org.jspecify.annotations.NullMarked;
