/**
 * A server to hold the suite against: right by default, and wrong by one named switch, {@link
 * io.platen.conformance.peers.Fault}. Read FakeProtocol first. Its keys are made when it starts,
 * and nothing of them outlives the run.
 */
@NullMarked
package io.platen.conformance.peers;

import org.jspecify.annotations.NullMarked;
