/** Records of devices and what they are told to look for. */
@NullMarked
package io.platen.server.enrolment.entity;

import org.jspecify.annotations.NullMarked;
