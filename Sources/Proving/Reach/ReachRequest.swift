// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import Logic
import Solver

/// What a worker is asked: whether calls on one layout come by places of a text.
struct ReachRequest: Codable, Sendable {
  var kernel: KernelReference
  var sought: [TextPlace]
  /// ``BoundedSize/name``.
  var size: String
  /// ``Skeleton/name``.
  var layout: String
  var budget: Budget
}

/// What it answers.
struct ReachAnswer: Codable, Sendable {
  struct Found: Codable, Sendable {
    /// The index of the place in the request.
    var place: Int
    /// The text of a case file.
    var scenario: String
  }

  var found: [Found] = []
  /// By the index of a place, why it is not known whether a call comes by it.
  var open: [Int: String] = [:]
  var disagreement: String?

  /// None of the places is decided.
  static func undecided(_ request: ReachRequest, _ reason: String) -> ReachAnswer {
    var answer = ReachAnswer()
    for place in request.sought.indices { answer.open[place] = reason }
    return answer
  }
}

extension ReachRequest {
  /// Does the work, in this process.
  func answer() -> ReachAnswer {
    guard let kernel = try? kernel.kernel() else {
      return .undecided(self, "the text could not be read again")
    }
    let target = Target(kernel)
    guard let size = ReachSearch.sizes.first(where: { $0.name == size }),
      let skeleton = size.skeletons(target.revision).first(where: { $0.name == layout })
    else { return .undecided(self, "there is no layout \(layout) of \(size)") }
    return ExpressionGraph.with { graph in
      var asking = ReachAsking(self, target, graph)
      do {
        try asking.run(skeleton, size)
      } catch let error as ProvingError {
        asking.answer.disagreement = "\(layout): \(error.message)"
        asking.leaveOpen("hmmcheck disagreed with itself")
      } catch {
        asking.leaveOpen("\(error)")
      }
      return asking.answer
    }
  }
}
