package io.platen.device.port;

import io.platen.device.identity.KeysOnDisk;
import java.security.SecureRandom;

class KeysOnDiskTest extends KeyVaultContract {
  @Override
  KeyVault open() {
    return new KeysOnDisk(new SecureRandom());
  }
}
