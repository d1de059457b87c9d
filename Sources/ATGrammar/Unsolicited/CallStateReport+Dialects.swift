/// One reader for each dialect of call states.
extension CallStateReport {
    /// A call of any dialect; nil if the line tells of none, or was cut short.
    package init?(_ response: InformationResponse) {
        guard response.isComplete, let source = Source(rawValue: response.prefix) else { return nil }
        let report: CallStateReport? =
            switch source {
            case .currentCalls, .optionCallList: Self.standard(source, response.fields, numberAt: 5)
            case .quectelIndication: Self.quectelIndication(response)
            case .quectelCallInfo: Self.quectelCallInfo(response)
            case .cinterionCallList: Self.cinterionCallList(response)
            case .ubloxCallStatus, .intelCallStatus: Self.status(source, response)
            case .huaweiCallState: Self.huaweiCallState(response)
            case .huaweiOrigination, .huaweiConfiguration, .huaweiConnection:
                Self.huaweiProgress(source, response)
            case .ericssonCallMonitoring, .telitCallMonitoring: Self.monitoring(source, response)
            case .calypsoCallProgress, .mediatekCallProgress: Self.progress(source, response)
            case .simcomOrigination: nil
            }
        guard let report else { return nil }
        self = report
    }

    /// `<id>,<dir>,<stat>,<mode>,<mpty>[,<number>,<type>[,<alpha>]]` (3GPP TS 27.007 §7.18). Any mode but 0
    /// is no voice call; EC25 firmware keeps such an entry for ever.
    private static func standard(
        _ source: Source, _ fields: [ResponseField], numberAt position: Int
    ) -> CallStateReport? {
        guard fields.count >= 5, let id = fields[0].integer, let direction = Direction(fields[1]),
            let state = State(fields[2]), let mode = fields[3].integer
        else { return nil }
        var caller = AnnouncedCaller.notGiven
        if fields.count > position {
            let type = fields.count > position + 1 ? fields[position + 1] : .omitted
            caller = AnnouncedCaller(number: fields[position], type: type)
        }
        return CallStateReport(
            source: source, id: id, direction: direction, state: state, isVoice: mode == 0, caller: caller)
    }

    /// `"ccinfo",<id>,<dir>,<stat>,<mode>,<mpty>,<number>,<type>[,<alpha>]`; -1 is released.
    private static func quectelIndication(_ response: InformationResponse) -> CallStateReport? {
        guard response[0].text == "ccinfo" else { return nil }
        return standard(.quectelIndication, Array(response.fields.dropFirst()), numberAt: 5)
    }

    /// As +CLCC with the traffic channel before the number. One without a number is hidden.
    private static func cinterionCallList(_ response: InformationResponse) -> CallStateReport? {
        guard var report = standard(.cinterionCallList, response.fields, numberAt: 6) else { return nil }
        if report.caller == .notGiven, response.fields.count <= 6 { report.caller = .withheld }
        return report
    }

    /// Quectel prints `<id>,<dir>,<stat>,<type>,<number>,<type of number>[,<tone>]`, another stack twelve
    /// fields in the order of +CLCC.
    private static func quectelCallInfo(_ response: InformationResponse) -> CallStateReport? {
        if response.fields.count >= 9 { return standard(.quectelCallInfo, response.fields, numberAt: 5) }
        guard response.fields.count >= 4, let id = response[0].integer,
            let direction = Direction(response[1]),
            let state = quectelState(response[2]), let type = response[3].integer
        else { return nil }
        let caller: AnnouncedCaller =
            response.fields.count > 4 ? .init(number: response[4], type: response[5]) : .notGiven
        return CallStateReport(
            source: .quectelCallInfo, id: id, direction: direction, state: state, isVoice: type == 0,
            caller: caller)
    }

    /// ^DSCI counts in its own way: 3 is connected, 7 rings at the other end.
    private static func quectelState(_ field: ResponseField) -> State? {
        switch field.integer {
        case 3: .active
        case 7: .alerting
        default: State(field)
        }
    }

    /// `<id>,<stat>[,...]`.
    private static func status(_ source: Source, _ response: InformationResponse) -> CallStateReport? {
        guard let id = response[0].integer, let state = State(response[1]) else { return nil }
        return CallStateReport(source: source, id: id, direction: state.direction, state: state)
    }

    /// `<id>,<state>,<domain>` (HiSilicon). Only these states are documented.
    private static func huaweiCallState(_ response: InformationResponse) -> CallStateReport? {
        let states: [Int: State] = [4: .released, 5: .incoming, 6: .waiting, 7: .held]
        guard response.fields.count >= 3, let id = response[0].integer,
            let state = response[1].integer.flatMap({ states[$0] })
        else { return nil }
        return CallStateReport(source: .huaweiCallState, id: id, direction: state.direction, state: state)
    }

    /// `^ORIG:<id>,<type>` dialling, `^CONF:<id>` ringing there, `^CONN:<id>,<type>` up, in either direction.
    private static func huaweiProgress(_ source: Source, _ response: InformationResponse) -> CallStateReport?
    {
        guard let id = response[0].integer else { return nil }
        let state: State =
            switch source {
            case .huaweiOrigination: .dialing
            case .huaweiConfiguration: .alerting
            default: .active
            }
        // 0 is a voice call, 9 an emergency call.
        let isVoice = [nil, 0, 9].contains(response[1].integer)
        return CallStateReport(
            source: source, id: id, direction: state.direction, state: state, isVoice: isVoice)
    }

    /// `<id>,<status>,<call type>,...`: 0 idle, 1 and 2 on the way out, 3 active, 4 held, 5 waiting, 6
    /// ringing here, 7 busy. The id 0 of Telit is not to be relied on, and its call type 2 is data.
    private static func monitoring(_ source: Source, _ response: InformationResponse) -> CallStateReport? {
        let states: [Int: State] = [
            0: .released, 1: .dialing, 2: .dialing, 3: .active, 4: .held, 5: .waiting, 6: .incoming,
            7: .released,
        ]
        guard response.fields.count >= 3, let id = response[0].integer,
            let state = response[1].integer.flatMap({ states[$0] })
        else { return nil }
        let isVoice = source == .ericssonCallMonitoring || response[2].integer != 2
        var report = CallStateReport(
            source: source, id: id == 0 ? nil : id, direction: state.direction, state: state, isVoice: isVoice
        )
        if source == .ericssonCallMonitoring, !response[5].isEmpty {
            report.caller = AnnouncedCaller(number: response[5], type: response[6])
        }
        return report
    }
}
