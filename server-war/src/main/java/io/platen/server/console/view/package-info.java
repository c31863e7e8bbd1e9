/**
 * What the templates of the console show: plain records, made by the pages and public for the
 * templates only.
 */
@NullMarked
package io.platen.server.console.view;

import org.jspecify.annotations.NullMarked;
