/**
 * Makes, changes and admits devices; start with {@link io.platen.server.enrolment.control.Devices}.
 */
@NullMarked
package io.platen.server.enrolment.control;

import org.jspecify.annotations.NullMarked;
