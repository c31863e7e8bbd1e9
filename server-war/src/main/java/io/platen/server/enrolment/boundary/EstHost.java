package io.platen.server.enrolment.boundary;

import io.platen.server.problem.DeviceAnswers;
import io.platen.server.problem.XmlProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where devices get their certificates: EST (RFC 7030). */
@ApplicationPath("/.well-known/est")
public class EstHost extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(EstResource.class, XmlProblemMapper.class, DeviceAnswers.class);
  }
}
