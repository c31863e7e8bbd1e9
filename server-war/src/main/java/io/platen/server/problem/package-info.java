/** Errors as RFC 9457 problems: XML for devices, JSON for the REST API. */
@NullMarked
package io.platen.server.problem;

import org.jspecify.annotations.NullMarked;
