/**
 * Files with keys as PEM, plain or encrypted under the server's secret. Used by launcher and WAR;
 * start with {@link io.platen.server.keys.KeyFile}.
 */
@NullMarked
package io.platen.server.keys;

import org.jspecify.annotations.NullMarked;
