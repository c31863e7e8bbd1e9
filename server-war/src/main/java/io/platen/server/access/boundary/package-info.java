/** Who calls the REST API, and the calls about users and tokens. */
@NullMarked
package io.platen.server.access.boundary;

import org.jspecify.annotations.NullMarked;
