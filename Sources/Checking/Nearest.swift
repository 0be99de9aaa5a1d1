// SPDX-License-Identifier: GPL-2.0-or-later

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to make one
/// word of the other (optimal string alignment).
public func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.unicodeScalars)
  let right = Array(right.unicodeScalars)
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var best = min(last[column + 1], current[column]) + 1
      best = min(best, last[column] + (letter == other ? 0 : 1))
      let swapped =
        row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
      if swapped { best = min(best, beforeLast[column - 1] + 1) }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}

/// The candidate that `word` most likely is a misspelling of; the first of several. One that only
/// differs in capital letters is taken at once.
///
/// - Returns: nil where none is close: more than a third of the longer word would have to change.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  var best: (name: String, distance: Int)?
  let length = word.unicodeScalars.count
  for candidate in candidates {
    let other = candidate.unicodeScalars.count
    let longest = max(length, other)
    let allowed = min(max(1, longest / 3), longest - 1)
    // Also keeps a word of megabytes from being compared at all.
    if abs(length - other) > allowed { continue }
    if word.lowercased() == candidate.lowercased() { return candidate }
    let distance = editDistance(word, candidate)
    if distance <= allowed && distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// How a message about a misspelt name goes on: `did you mean "count"?`, or `must be one of …`.
public func suggestion(for word: String, among candidates: [String]) -> String {
  if let name = nearest(to: word, among: candidates) { return "did you mean \"\(name)\"?" }
  return "must be one of \(candidates.joined(separator: ", "))"
}
