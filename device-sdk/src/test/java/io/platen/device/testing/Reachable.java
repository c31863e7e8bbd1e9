package io.platen.device.testing;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what objects hold: a heap is noisy, and this is not. */
public final class Reachable {
  private Reachable() {}

  /**
   * How many objects there are behind {@code roots}: those of classes in {@code packages} are
   * looked into unless they are tests, collections and maps are walked through, and anything else
   * counts and ends there.
   */
  public static int from(List<String> packages, Object... roots) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>(List.of(roots));
    while (!left.isEmpty()) {
      Object each = left.pop();
      if (seen.add(each)) {
        lookInto(each, packages, left);
      }
    }
    return seen.size();
  }

  private static void lookInto(Object each, List<String> packages, Deque<Object> left) {
    if (each instanceof Collection<?> many) {
      many.forEach(one -> push(one, left));
    } else if (each instanceof Map<?, ?> map) {
      map.keySet().forEach(one -> push(one, left));
      map.values().forEach(one -> push(one, left));
    } else {
      for (Class<?> of = each.getClass();
          of != null && isWithin(of.getName(), packages);
          of = of.getSuperclass()) {
        for (Field field : of.getDeclaredFields()) {
          push(value(field, each), left);
        }
      }
    }
  }

  private static boolean isWithin(String name, List<String> packages) {
    return packages.stream().anyMatch(name::startsWith) && !name.contains("Test");
  }

  private static Object value(Field field, Object of) {
    if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
      return null;
    }
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void push(Object each, Deque<Object> left) {
    if (each != null) {
      left.push(each);
    }
  }
}
