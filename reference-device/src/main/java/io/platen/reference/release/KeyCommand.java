package io.platen.reference.release;

import io.platen.protocol.update.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the keys of one person. */
@Command(
    name = "key",
    header = "Makes one person's keys, on a computer of their own.",
    description = {
      "",
      "Writes two private keys, ECDSA on P-256 and ML-DSA-65, encrypted by a passphrase, into FILE, and their"
          + " public halves beside it with the ending .pub. Give the .pub to the desk (release init, release"
          + " rotate); keep FILE offline.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeyCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "For the private keys, e.g. anna.key.")
  private Path file;

  @Mixin private Passphrase passphrase;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<SigningKey> keys = KeyFiles.hybrid();
    KeyFiles.write(file, keys, passphrase.chosen());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Private keys, for nobody else: " + file);
    out.println("Public keys, for the desk:     " + KeyFiles.publicFile(file));
    out.flush();
  }
}
