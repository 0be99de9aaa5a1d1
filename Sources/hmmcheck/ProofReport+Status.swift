// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension ProofReport.Conclusion {
  var status: Status {
    switch self {
    case .proved, .expected: .held
    case .refuted: .violated
    case .undetermined: .undetermined
    case .disagreed: .disagreement
    }
  }
}
