// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

// For what the inductive rows are proved.
extension Plan {
  var inductiveBound: String { Plan.anyLength }
}
