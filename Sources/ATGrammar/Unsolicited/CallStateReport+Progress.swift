/// Dialects that print the messages of call control (3GPP TS 24.008 §9.3) rather than states.
extension CallStateReport {
    /// `<id>,<message>,<tones>,<channel>,<dir>,<mode>,<number>,<type>[,...]`. The messages that end a call
    /// leave most fields out.
    static func progress(_ source: Source, _ response: InformationResponse) -> CallStateReport? {
        let direction = progressDirection(response[4])
        guard response.fields.count >= 4, let id = response[0].integer,
            let state = progressState(response[1], direction)
        else { return nil }
        var caller = AnnouncedCaller.notGiven
        if state != .released || !response[6].isEmpty {
            caller = AnnouncedCaller(number: response[6], type: response[7])
        }
        return CallStateReport(
            source: source, id: id, direction: direction ?? state.direction, state: state,
            isVoice: isVoice(response[5]), caller: caller)
    }

    /// 0 set-up, 1 disconnect, 2 alerting, 3 proceeding, 4 channel in step, 6 connected, 7 release,
    /// 8 rejected, 9 asked for by this end, 10 hold. MediaTek counts its own from 130: an outgoing call got
    /// its number, up again, gone.
    private static func progressState(_ field: ResponseField, _ direction: Direction?) -> State? {
        switch field.integer {
        case 0, 2, 4: direction == .terminated ? .incoming : .dialing
        case 3, 9, 130: .dialing
        case 6, 132: .active
        case 10: .held
        case 1, 7, 8, 133: .released
        default: nil
        }
    }

    /// 2 and 3 are calls that this end repeats by itself.
    private static func progressDirection(_ field: ResponseField) -> Direction? {
        switch field.integer {
        case 1: .terminated
        case 0, 2, 3: .originated
        default: nil
        }
    }

    /// From 20 on MediaTek counts the calls that come over LTE.
    private static func isVoice(_ mode: ResponseField) -> Bool {
        mode.integer.map { $0 == 0 || $0 >= 20 } ?? true
    }
}
