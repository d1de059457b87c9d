import SMSCodec

/// The calls that a modem has.
struct CallState: Hashable, Sendable {
    struct Call: Hashable, Sendable {
        enum State: Int, Hashable, Sendable {
            // The numbers of +CLCC (3GPP TS 27.007 §7.18).
            case active = 0
            case incoming = 4
            case waiting = 5
        }

        /// As in +CLCC: the lowest that was free.
        var index: Int
        var script: SimulatedCall
        var state: State
        var rings = 0
        var answeredAt: Duration?
        var number: String? { script.number }
        /// 3GPP TS 24.008 §10.5.4.11.
        var cause: Int { script.ending == .answeredElsewhere ? 26 : 16 }
    }

    /// By a number of their own, which is never used again.
    private(set) var calls: [Int: Call] = [:]
    private var nextID = 0
    /// Rejected by the host, and not yet told so.
    var rejected: [Call] = []
    /// Why the last call ended, as AT+CEER says it.
    var report = "Normal call clearing"

    var isEmpty: Bool { calls.isEmpty }
    var ids: [Int] { calls.keys.sorted() }

    subscript(id: Int) -> Call? {
        get { calls[id] }
        set { calls[id] = newValue }
    }

    mutating func add(_ script: SimulatedCall) -> Int {
        let taken = Set(calls.values.map(\.index))
        let index = (1...).first { !taken.contains($0) } ?? 1
        nextID += 1
        calls[nextID] = Call(index: index, script: script, state: calls.isEmpty ? .incoming : .waiting)
        return nextID
    }

    mutating func forget() {
        (calls, rejected) = ([:], [])
    }
}

/// How calls come, ring and end (3GPP TS 27.007 §6, §7).
extension SimulatedModem {
    enum EndCause: Hashable, Sendable {
        case callersGiveUp
        case hostHangsUp
    }

    mutating func begin(_ call: SimulatedCall, at now: Duration) {
        guard power == .on, isRegistered else { return }
        let id = calls.add(call)
        tell(.callStarted(number: call.number))
        ring(id, at: now)
    }

    mutating func ring(_ id: Int, at now: Duration) {
        guard var call = calls[id], call.state != .active else { return }
        call.rings += 1
        calls[id] = call
        announce(ringLines(call), at: now)
        if call.rings < call.script.rings {
            agenda.add(.ring(id), at: now + call.script.interval)
        } else {
            agenda.add(.callEnds(id), at: now + call.script.afterLastRing)
        }
    }

    /// The moment at which the last ring is over: the caller gives up, or somebody answers; or the talk is
    /// over.
    mutating func end(_ id: Int, at now: Duration) {
        guard var call = calls[id] else { return }
        if case .answered(let talk) = call.script.ending, call.state == .incoming {
            call.state = .active
            call.answeredAt = now
            calls[id] = call
            announce(stateReports(call, state: 0), at: now)
            if profile.endLines.contains(.voiceCallEnd) { announce(["VOICE CALL: BEGIN"], at: now) }
            agenda.add(.callEnds(id), at: now + talk)
        } else {
            remove(id, at: now, cause: .callersGiveUp)
        }
    }

    mutating func endAllCalls(_ cause: EndCause, at now: Duration) {
        for id in calls.ids { remove(id, at: now, cause: cause) }
    }

    private mutating func remove(_ id: Int, at now: Duration, cause: EndCause) {
        guard let call = calls[id] else { return }
        calls[id] = nil
        tell(.callEnded(number: call.number, rings: call.rings, how: name(of: call, cause)))
        calls.report = call.cause == 26 ? "Non-selected user clearing" : "Normal call clearing"
        if cause == .hostHangsUp {
            calls.rejected.append(call)
        } else if call.script.ending != .silence {
            announce(endLines(call, at: now), at: now)
        }
        promoteWaitingCall(at: now)
    }

    /// The lines at the end of calls that the host has ended come after its OK.
    mutating func finishHangUps(at now: Duration) {
        for call in calls.rejected { announce(endLines(call, at: now), at: now) }
        calls.rejected = []
    }

    mutating func loseCalls() {
        for id in calls.ids {
            guard let call = calls[id] else { continue }
            tell(.callEnded(number: call.number, rings: call.rings, how: "lost"))
        }
        calls.forget()
    }

    private mutating func promoteWaitingCall(at now: Duration) {
        let states = calls.ids.compactMap { calls[$0]?.state }
        guard !states.contains(.incoming), !states.contains(.active), let id = calls.ids.first else { return }
        calls[id]?.state = .incoming
    }

    // MARK: Lines

    private func ringLines(_ call: CallState.Call) -> [String] {
        if call.state == .waiting {
            return session.announcesWaitingCalls ? ["+CCWA: \(quoted(call.number)),1"] : []
        }
        var lines = call.rings == 1 ? stateReports(call, state: 4) : []
        if !profile.has(.silentRing) { lines.append(session.announcesRingKind ? "+CRING: VOICE" : "RING") }
        if session.announcesCaller {
            let tail = call.number == nil ? profile.hiddenCallerTail : profile.callerTail
            lines.append("+CLIP: \(quoted(call.number))\(tail)")
        }
        return lines
    }

    private func endLines(_ call: CallState.Call, at now: Duration) -> [String] {
        let seconds = call.answeredAt.map { Int((now - $0).components.seconds) }
        return profile.endLines.flatMap { line -> [String] in
            switch line {
            case .noCarrier: ["NO CARRIER"]
            case .callEnd: ["^CEND:\(call.index),\(seconds ?? 0),104,\(call.cause)"]
            case .voiceCallEnd:
                [seconds.map { "VOICE CALL: END: \(sixDigits($0))" } ?? "VOICE CALL: END"]
            case .missedCall:
                seconds == nil ? ["MISSED_CALL: \(twelveHourClock(at: now)) \(call.number ?? "")"] : []
            case .reports: stateReports(call, state: nil)
            }
        }
    }

    /// The unsolicited lines about the state of a call that are switched on; nil: released.
    private func stateReports(_ call: CallState.Call, state: Int?) -> [String] {
        var lines: [String] = []
        if session.reportsCallList {
            lines.append(
                "+CLCC: \(call.index),1,\(state ?? 6),0,0,\(quoted(call.number))\(profile.callListTail)")
        }
        if session.reportsCallInformation {
            lines.append("+QIND: \"ccinfo\",\(call.index),1,\(state ?? -1),0,0,\(quoted(call.number))")
        }
        if session.reportsCallStatus {
            let type = (call.number?.hasPrefix("+") ?? false) ? 145 : call.number == nil ? 128 : 129
            lines.append("^DSCI: \(call.index),1,\(state ?? 6),0,\(call.number ?? ""),\(type)")
        }
        return lines
    }

    private func name(of call: CallState.Call, _ cause: EndCause) -> String {
        if cause == .hostHangsUp { return "rejected" }
        if call.state == .active { return "answered" }
        switch call.script.ending {
        case .silence: return "silent"
        case .answeredElsewhere: return "elsewhere"
        case .hangUp, .answered: return "hung_up"
        }
    }

    private func sixDigits(_ seconds: Int) -> String {
        twoDigits(seconds / 3600) + twoDigits(seconds / 60 % 60) + twoDigits(seconds % 60)
    }

    private func twelveHourClock(at now: Duration) -> String {
        let hour = timeStamp(at: now)?.hour ?? 0
        let minute = timeStamp(at: now)?.minute ?? 0
        return "\(twoDigits((hour + 11) % 12 + 1)):\(twoDigits(minute))\(hour < 12 ? "AM" : "PM")"
    }

    // MARK: Commands

    mutating func executeCalls(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("+CLIP", .set): return setInteger(command, 0...1) { $0.announcesCaller = $1 == 1 }
        case ("+CLIP", .read): return .line("+CLIP: \(session.announcesCaller ? 1 : 0),1")
        case ("+CLIP", .test): return .line("+CLIP: (0,1)")
        case ("+CRC", .set): return setInteger(command, 0...1) { $0.announcesRingKind = $1 == 1 }
        case ("+CRC", .read): return .line("+CRC: \(session.announcesRingKind ? 1 : 0)")
        case ("+CRC", .test): return .line("+CRC: (0,1)")
        case ("+CCWA", .set): return setInteger(command, 0...1) { $0.announcesWaitingCalls = $1 == 1 }
        case ("+CCWA", .test): return .line("+CCWA: (0,1)")
        case ("+CSSN", .set): return .ok
        case ("+CSSN", .test): return .line("+CSSN: (0,1),(0,1)")
        case ("+CVHU", .set): return setInteger(command, 0...2) { $0.voiceHangUpControl = $1 }
        case ("+CVHU", .test): return .line("+CVHU: (0-2)")
        case ("+CLCC", .execute): return Answer(lines: callList, result: .ok)
        case ("+CEER", .execute): return .line("+CEER: \(calls.report)")
        case ("+CHUP", .execute), ("H", _): return hangUp(command, at: now)
        case ("A", _): return takeCall(at: now)
        case ("D", _): return Answer(result: .noCarrier)
        default: return nil
        }
    }

    private var callList: [String] {
        calls.ids.compactMap { calls[$0] }.map {
            "+CLCC: \($0.index),1,\($0.state.rawValue),0,0,\(quoted($0.number))"
        }
    }

    private mutating func hangUp(_ command: SimulatorCommand, at now: Duration) -> Answer {
        // E1550, SIM7600: ATH is answered OK and does nothing until AT+CVHU=0.
        let ignoresATH = profile.has(.huaweiCommands) || profile.has(.simcomCommands)
        if command.name == "H", ignoresATH, session.voiceHangUpControl != 0 { return .ok }
        endAllCalls(.hostHangsUp, at: now)
        return .ok
    }

    private mutating func takeCall(at now: Duration) -> Answer {
        guard let id = calls.ids.first(where: { calls[$0]?.state == .incoming }), var call = calls[id] else {
            return .error
        }
        call.state = .active
        call.answeredAt = now
        calls[id] = call
        return .ok
    }
}
