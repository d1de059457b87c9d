import Telephony

@testable import ModemDialogue

/// A modem that has fallen over in one of the ways in which modems do, until something is done to it.
struct Hang {
    enum Kind: CaseIterable {
        case silent
        case garbage
        case echoOnly
        case noFinalResult
        case noPrompt
        /// Each answer is that to the command before.
        case oneLate
        case onlyUnsolicited
        /// The port ends at once, each time it is opened.
        case closed
    }

    enum Cure: CaseIterable {
        case escape
        case reopen
        case softReset
        case usbReset
        case nothing
    }

    static let bootTime = Duration.seconds(5)

    let kind: Kind
    let cure: Cure
    private(set) var isCured = false
    private(set) var isBooting = false
    private var escapes = 0
    /// What the modem says next.
    private var held: [(Duration, String)] = []
    private var noise = 0

    init(_ kind: Kind, curedBy cure: Cure) {
        self.kind = kind
        self.cure = cure
    }

    mutating func take(
        _ octets: [UInt8], of modem: inout ScriptedModem, at now: MonotonicInstant
    ) -> [(Duration, String)] {
        let command = String(decoding: octets, as: UTF8.self).filter { $0 != "\r" }
        if octets == [0x1B] {
            escapes += 1
            isCured = cure == .escape && escapes >= 2
            if isCured { return modem.take(octets) }
        }
        isBooting = cure == .softReset && command == "AT+CFUN=1,1"
        guard now >= modem.deafUntil, octets != [0x1B] || kind == .noPrompt else { return [] }
        switch kind {
        case .silent, .closed: return []
        case .garbage:
            noise += 1
            return [(.zero, String(repeating: "\u{7}x~\(noise)\r\nOQ\r\n+C#G", count: 3))]
        case .echoOnly: return [(.zero, command + "\r")]
        case .noFinalResult:
            return modem.take(octets).map { ($0.0, $0.1.replacing("\r\nOK\r\n", with: "")) }
        case .noPrompt: return command.hasPrefix("AT+CMGS=") ? [] : modem.take(octets)
        case .oneLate:
            let answer = held
            held = modem.take(octets)
            return answer
        case .onlyUnsolicited:
            return [(.zero, "\r\n^RSSI: 19\r\n"), (.milliseconds(300), "\r\n+CREG: 1\r\n")]
        }
    }
}
