// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension DriverModel {
  /// Makes a step that commutes with all that others may do before it, and that no property sees,
  /// if there is one.
  func expandLocal(
    _ state: PackedState, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Bool {
    false
  }
}
