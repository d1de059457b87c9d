import ATGrammar
import Telephony

/// Another AT port of the modem than the one of the conversation, which is the first.
///
/// RULE 69: unsolicited lines may come on one port only, and where the modem cannot be told on which, all of them are
/// listened to. Nothing that comes on another port is ever the answer to a command.
package struct SidePort: Hashable, Sendable {
    /// From 2 on.
    package var number: Int

    package init(number: Int) {
        self.number = number
    }
}

/// Which port a line has come on.
enum LineSource: Hashable, Sendable {
    case conversation
    case side(SidePort)
}

/// What a port has begun to say and not ended: each port has its own.
struct UnfinishedLines: Hashable, Sendable {
    /// The header of a PDU that stands on the next line.
    var directPDU: DirectPDU?
    /// What the network says to a service code, while it is not whole.
    var serviceWords: ServiceWords?
}

/// The other ports that are open, and what was heard on which.
struct SidePorts: Sendable {
    struct Listening: Sendable {
        var framer = ATFramer()
        let takesCommands: Bool
        /// What comes before, and before the answer to what was written, has waited in the modem since an earlier time.
        var staleUntil: MonotonicInstant
    }

    /// A line that stood in the modem until its port was opened comes at once.
    static let staleness = Duration.milliseconds(300)

    /// Whether the shell was asked to listen.
    var isWanted = false
    private(set) var open: [SidePort: Listening] = [:]
    private var heard = HeardOnce()

    mutating func opened(_ port: SidePort, takesCommands: Bool, at now: MonotonicInstant) {
        open[port] = Listening(takesCommands: takesCommands, staleUntil: now.advanced(by: Self.staleness))
    }

    var thoseForCommands: [SidePort] {
        open.filter(\.value.takesCommands).map(\.key).sorted { $0.number < $1.number }
    }

    mutating func closed(_ port: SidePort) {
        open[port] = nil
    }

    /// The lines that are of this moment.
    mutating func lines(of octets: some Sequence<UInt8>, on port: SidePort, at now: MonotonicInstant)
        -> [String]
    {
        guard var listening = open[port] else { return [] }
        var lines: [String] = []
        for case .line(let line) in listening.framer.append(octets) {
            if listening.staleUntil <= now {
                lines.append(line)
            } else if listening.takesCommands, FinalResultCode(line: line)?.belongsToCalls == false {
                listening.staleUntil = now
            }
        }
        open[port] = listening
        return lines
    }

    /// Whether no other port has told this a moment ago.
    mutating func isNews(_ thing: HeardOnce.Thing, from source: LineSource, at now: MonotonicInstant) -> Bool
    {
        open.isEmpty || heard.isNews(thing, from: source, at: now)
    }
}
