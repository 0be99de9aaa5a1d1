// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Other threads without a script: what they may do just before a load, as often as they like.
public final class Interference<D: Domain> {
  @usableFromInline let act: (inout World<D>, _ target: Event.Target, _ index: Int) -> Void

  /// - Parameter act: is called before each load, with what is about to be loaded.
  public init(_ act: @escaping (inout World<D>, _ target: Event.Target, _ index: Int) -> Void) {
    self.act = act
  }
}
