package io.platen.server.sync;

import io.platen.server.problem.DeviceAnswers;
import io.platen.server.problem.XmlProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where a device asks why it is cut off. */
@ApplicationPath("/.well-known/platen")
public class DiagnosisHost extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(DiagnosisResource.class, XmlProblemMapper.class, DeviceAnswers.class);
  }
}
