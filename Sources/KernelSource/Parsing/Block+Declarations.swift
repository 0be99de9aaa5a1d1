// SPDX-License-Identifier: GPL-2.0-or-later

extension Block {
  /// The local variables that some declaration gives a value.
  var initialized: Set<Int> {
    var result: Set<Int> = []
    for statement in statements { statement.collect(into: &result) }
    return result
  }
}

extension Statement {
  fileprivate func collect(into result: inout Set<Int>) {
    switch self {
    case .declare(let local, let stores, _):
      if stores?.isEmpty == false { result.insert(local) }
    case .block(let block): result.formUnion(block.initialized)
    case .conditional(_, let then, let otherwise):
      then.collect(into: &result)
      otherwise?.collect(into: &result)
    case .while(_, let body), .doWhile(let body, _), .label(_, let body):
      body.collect(into: &result)
    case .for(let first, _, _, let body):
      first?.collect(into: &result)
      body.collect(into: &result)
    // What is declared within can be jumped over.
    case .switch, .labeledCase, .labeledDefault: break
    case .expression, .goto, .break, .continue, .return: break
    }
  }
}
