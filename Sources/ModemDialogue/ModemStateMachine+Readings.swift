import ATGrammar
import Telephony

/// The signal, and the time as the network tells it.
extension ModemStateMachine {
    mutating func signalAnswered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        if isDoubtful(answer, to: .signal, at: now) { return }
        if let quality = answer.lines.lazy.compactMap(SignalQuality.init(line:)).first {
            perform(status.signalRead(quality.decibelMilliwatts), at: now)
        } else if let quality = answer.lines.lazy.compactMap(ExtendedSignalQuality.init(line:)).first {
            perform(status.extendedSignalRead(quality.decibelMilliwatts), at: now)
        } else {
            status.signalRefused()
        }
    }

    /// Lines with which modems tell that the network has told the time (3GPP TS 27.007 §8.41, and the makers' own).
    private static let timeNotices: Set<String> = [
        "+CTZV", "+CTZE", "+CTZU", "+NITZ", "*PSUTTZ", "^NWTIME", "^TIME",
    ]

    /// They differ in whether they mean local time, so that the clock itself is read.
    mutating func noiseSeen(_ name: String, at now: MonotonicInstant) {
        guard Self.timeNotices.contains(name), isOperational, !queue.isPending(.status(.clock)) else {
            return
        }
        perform(status.clockWanted(bringUp.facts, at: now), at: now)
    }

    mutating func clockAnswered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        guard let reading = answer.lines.lazy.compactMap(ClockReading.init(line:)).first else {
            if !answer.isOK, answer.result?.isTemporary != true { status.froze(.clock) }
            return
        }
        bringUp.facts.clockIsSet = reading.wasSet
        if reading.wasSet { report([.clockRead(reading.text)]) }
    }
}
