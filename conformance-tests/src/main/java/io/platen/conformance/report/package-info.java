/**
 * The folder of results: JSON, JUnit XML, one page of HTML, transcripts, and a summary with the
 * SHA-256 of each. Start with {@link io.platen.conformance.report.ResultsFolder}.
 */
@NullMarked
package io.platen.conformance.report;

import org.jspecify.annotations.NullMarked;
