/** Tenants, users, API tokens and sessions as rows. */
@NullMarked
package io.platen.server.access.entity;

import org.jspecify.annotations.NullMarked;
