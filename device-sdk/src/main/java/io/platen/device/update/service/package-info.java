/**
 * Keeps a device up to date by itself (chapter UPD): asks what it shall install, finds it in the
 * OEM's metadata, and has it installed. Read {@link io.platen.device.update.service.UpdateService}
 * first.
 */
@NullMarked
package io.platen.device.update.service;

import org.jspecify.annotations.NullMarked;
