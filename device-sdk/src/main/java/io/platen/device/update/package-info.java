/**
 * Installs releases (chapter UPD, from an assignment to a report): fetched into slots that do not
 * run, checked, armed, tried, confirmed or returned from. Read {@link
 * io.platen.device.update.Updater} and its table {@link io.platen.device.update.Transition} first.
 */
@NullMarked
package io.platen.device.update;

import org.jspecify.annotations.NullMarked;
