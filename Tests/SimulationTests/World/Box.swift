import Foundation
import ModemDialogue
import Telephony

@testable import CatchlineDaemon
@testable import ModemSimulator
@testable import Storage

/// A machine with a Catchline on it, and sticks in its ports.
struct Box {
    /// The daemon while it runs.
    struct Life {
        let number: Int
        let store: Store
        var switchboard: Switchboard
        var keeper: ClockKeeper
        let outboxNews: Flag
        /// Ends the observation with itself.
        let observation: Observation
    }

    let database: String
    var plugs: [Plug]
    var life: Life?
    let crash = CrashPoint()

    /// When the machine was last switched on, and how often it was.
    var poweredOn: Duration = .zero
    var boots = 1
    var isPowered = true
    /// The table of which the disk takes no more rows.
    var refusedTable: String?
    var lives = 0
    /// What the wall clock shows is the truth and this.
    var wallOffset: Duration = .zero
    var isSynchronised = true

    /// From the modem to the house, and when the last of it will have been heard.
    var slowness: Duration = .zero
    var heardUntil: Duration = .seconds(-1)

    init(database: String, plugs: [Plug]) {
        self.database = database
        self.plugs = plugs
    }

    func instant(_ now: Duration) -> MonotonicInstant {
        .zero.advanced(by: now - poweredOn + Self.start)
    }

    func time(of instant: MonotonicInstant) -> Duration {
        MonotonicInstant.zero.duration(to: instant) + poweredOn - Self.start
    }

    /// From power to the first thing that is looked at here.
    private static let start = Duration.seconds(5)

    func moment(_ now: Duration, truth: Date) -> Moment {
        let wall = truth.addingTimeInterval(wallOffset.inSeconds)
        let keeper = life?.keeper ?? ClockKeeper(boot: boot)
        return keeper.moment(monotonic: instant(now), systemWall: wall, systemIsTrusted: isSynchronised)
    }

    var boot: String { "boot \(boots)" }

    /// The daemon starts, as `Daemon` does it.
    mutating func start(at now: Duration, truth: Date) throws {
        let store = try Store(path: database)
        lives += 1
        crash.guards(store)
        let news = Flag()
        let crash = crash
        let switchboard = Switchboard(
            store: store, session: "\(boot)/\(instant(now).nanoseconds)/\(lives)",
            checkpoint: { crash.pass($0) })
        let observation = Observation(end: store.connection.watch(.outbox) { news.raise() })
        life = Life(
            number: lives, store: store, switchboard: switchboard, keeper: ClockKeeper(boot: boot),
            outboxNews: news,
            observation: observation)
        let moment = moment(now, truth: truth)
        _ = try store.settleAtStart(version: "simulated", at: moment)
        _ = try life?.switchboard.recoverCalls(at: moment)
        _ = try life?.switchboard.recoverTexts(at: moment)
        for index in plugs.indices { plugs[index].startOver(at: now) }
    }

    /// Nil if nobody is there to decide.
    mutating func decide(
        _ body: (inout Switchboard) -> [Switchboard.Action]
    ) -> [Switchboard.Action]? {
        guard var living = life else { return nil }
        // Held once, so that nothing in it is copied when it changes.
        life = nil
        defer { life = living }
        return body(&living.switchboard)
    }

    /// It is gone, and what was on its way to it.
    mutating func fall() {
        crash.strikeNow()
        life = nil
        heardUntil = .seconds(-1)
        for index in plugs.indices { plugs[index].abandon() }
    }
}

/// Ends with itself what watches the store.
final class Observation: Sendable {
    private let end: @Sendable () -> Void

    init(end: @escaping @Sendable () -> Void) {
        self.end = end
    }

    deinit { end() }
}
