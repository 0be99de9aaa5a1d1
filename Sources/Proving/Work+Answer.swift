// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Logic
import RangeFault

extension WorkRequest {
  /// What is meant; nil where there is no such thing.
  public var target: Target? {
    if let kernel { return (try? kernel.kernel()).map { Target($0) } }
    let fixes = without.compactMap(Fix.init(id:))
    return Revision.named(revision).map { .revision($0.without(FixSet(fixes))) }
  }

  /// Does the work, in this process.
  public func answer() -> WorkAnswer {
    guard let target,
      let part = Plan(target, basis).parts.first(where: { $0.id == self.part })
    else {
      var answer = WorkAnswer()
      answer.failure = "no part \(part) in the plan for \(revision)"
      return answer
    }
    return answer(target, part)
  }

  /// The same for who has the target, and the part of its plan.
  func answer(_ target: Target, _ part: Part) -> WorkAnswer {
    var answer = WorkAnswer()
    ExpressionGraph.with { graph in
      do {
        var asking = Asking(request: self, target: target, graph: graph)
        defer { answer.questions = asking.outcomes }
        try asking.settle(part.pose(graph, Set(rows)))
      } catch let error as ProvingError {
        answer.disagreement = "\(part.id): \(error.message)"
      } catch {
        answer.failure = "\(part.id): \(error)"
      }
    }
    return answer
  }
}
