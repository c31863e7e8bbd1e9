package io.platen.server.rollout.control;

import java.util.List;

/**
 * What a plan would do now.
 *
 * @param candidates all devices that the selection means, by name
 * @param waves how many devices each wave would have
 */
public record DryRun(List<Candidate> candidates, List<Integer> waves) {
  public DryRun {
    candidates = List.copyOf(candidates);
    waves = List.copyOf(waves);
  }

  public List<Candidate> in() {
    return candidates.stream().filter(Candidate::isIn).toList();
  }

  public List<Candidate> out() {
    return candidates.stream().filter(each -> !each.isIn()).toList();
  }
}
