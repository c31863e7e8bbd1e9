/** Rules, channels, maintenance windows, findings and notices by REST. */
@NullMarked
package io.platen.server.notice.boundary;

import org.jspecify.annotations.NullMarked;
