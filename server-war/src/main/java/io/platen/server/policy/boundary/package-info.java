/** The policy at the REST API. */
@NullMarked
package io.platen.server.policy.boundary;

import org.jspecify.annotations.NullMarked;
