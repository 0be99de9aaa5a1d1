// SPDX-License-Identifier: GPL-2.0-or-later

/// In what two calls on one scenario can differ.
public enum DifferenceKind: String, CaseIterable, Sendable {
  /// What the words of the array mean, where both calls succeed: VALID, WRITE, error, frame, and
  /// what else both formats have (order, device memory, sticky bits); all bits where both revisions
  /// have one format.
  case outputs
  /// What the call answers, where both come back: success (and of how many pages), "start over",
  /// "the lock is dropped", or an error by its number. The code for "start over" is each
  /// interface's own.
  case result
  /// Whether the call comes back at all, and where both do: the pages that were read- or
  /// write-faulted, the numbers of faults and waits, the locks and mappings held at the end, and
  /// what went wrong with locks, mappings and reads.
  case effects
}
