/** Devices at the REST API, and at the door of the device paths. */
@NullMarked
package io.platen.server.enrolment.boundary;

import org.jspecify.annotations.NullMarked;
