import { page } from '../../../src/meta/objects/page';
import { readDelivery } from '../../../src/meta/read';
import { fixtureContext, fixtures, readEvents } from '../../helpers/fixtures';
import { change, identitiesOf, NOW, PAGE, PERSON } from '../../helpers/webhook-bodies';

/** Page.SubscribedFields of Meta's own SDK (facebook-nodejs-business-sdk@ebd272a, 2026-08-05). */
const ENUM = `
  affiliation agent_messages agent_questions attire awards bio birthday business_integrity
  call_permission_reply call_settings_update calls category checkins comment_poll_response
  company_overview conversations culinary_team current_location description email
  feature_access_list feed follow founded general_info general_manager group_feed hometown hours
  inbox_labels invalid_topic_placeholder invoice_access_bank_slip_events
  invoice_access_invoice_change invoice_access_invoice_draft_change
  invoice_access_onboarding_status_active leadgen leadgen_fat leadgen_update live_videos
  local_delivery location marketing_message_clicks marketing_message_deliveries
  marketing_message_delivery_failed marketing_message_echoes marketing_message_reads
  marketing_messages_subscriber_upload_status mcom_invoice_change members mention merchant_review
  message_context message_deliveries message_echoes message_edits message_mention
  message_reactions message_reads message_template_status_update messages
  messaging_account_linking messaging_appointments messaging_checkout_updates
  messaging_customer_information messaging_direct_sends messaging_fblogin_account_linking
  messaging_feedback messaging_game_plays messaging_handovers messaging_in_thread_lead_form_submit
  messaging_integrity messaging_optins messaging_optouts messaging_payments
  messaging_policy_enforcement messaging_postbacks messaging_pre_checkouts messaging_referrals
  mission name page_about_story page_change_proposal page_upcoming_change parking payment_options
  payment_request_update personal_info personal_interests phone picture price_range product_review
  products public_transit publisher_subscriptions ratings registration response_feedback send_cart
  standby story_poll_response story_share user_action video_text_question_responses videos website`
  .trim()
  .split(/\s+/);
/** In Messenger's table of webhook events and not in the enum. */
const MESSENGER_TABLE = ['messaging_seen', 'messenger_template_status_update'];
/** In neither: edges of the Graph API, and names of users' documents. */
const OTHERS = ['video_copyrights', 'video_copyright_matches', 'comment', 'reaction', 'page_post'];

const post = `${PAGE}_220000000000001`;
const comment = (verb: string, members: object = {}) => ({
  item: 'comment',
  verb,
  comment_id: '220000000000001_33',
  post_id: post,
  parent_id: post,
  created_time: NOW / 1000,
  from: { id: PERSON, name: 'Ada Example' },
  message: 'Lovely',
  ...members,
});
const feed = (value: unknown, time = NOW) => change('feed', value, { time });

describe('page fields', () => {
  it('are the whole of the SDK enum, the Messenger table and the documented rest', () => {
    const known = [...Object.keys(page.fields), ...Object.keys(page.aliases)];

    expect(known).toEqual(expect.arrayContaining([...ENUM, ...MESSENGER_TABLE]));
    expect(Object.keys(page.fields).sort()).toEqual([...ENUM, ...OTHERS].sort());
  });

  it.each(Object.entries(page.aliases))('%s is another name of the field %s', (_, field) => {
    expect(page.fields).toHaveProperty([field]);
  });

  it('give each kind that a page has', () => {
    const own = fixtures.filter(({ object }) => object === 'page');
    const kinds = new Set(own.flatMap(({ events }) => events.map(({ kind }) => kind)));

    expect([...kinds].sort()).toMatchInlineSnapshot(`
     [
       "account.changed",
       "call.changed",
       "comment.changed",
       "consent.given",
       "consent.withdrawn",
       "conversation.delivered",
       "conversation.feedback_given",
       "conversation.handed_over",
       "conversation.history_synced",
       "conversation.linked",
       "conversation.policy_enforced",
       "conversation.read",
       "conversation.referred",
       "job.finished",
       "lead.submitted",
       "lead.updated",
       "live_video.changed",
       "mention.made",
       "message.deleted",
       "message.echoed",
       "message.edited",
       "message.postback",
       "message.quick_reply",
       "message.reacted",
       "message.received",
       "message.status",
       "order.placed",
       "page_profile.changed",
       "post.changed",
       "rating.changed",
       "reaction.changed",
       "registration.changed",
       "story.mentioned",
       "template.changed",
       "video_copyright.changed",
     ]
    `);
  });
});

describe('feed', () => {
  it('tells hide, unhide and hide again apart', () => {
    const keys = identitiesOf(
      feed(comment('hide'), NOW),
      feed(comment('unhide'), NOW + 1000),
      feed(comment('hide'), NOW + 2000),
    );

    expect(new Set(keys).size).toBe(3);
  });

  it('tells a text from B and from the same text again', () => {
    const edits = ['A', 'B', 'A'].map((message, place) =>
      feed(comment('edited', { message }), NOW + place * 1000),
    );

    expect(new Set(identitiesOf(...edits)).size).toBe(3);
  });

  it('knows an added comment again, whenever Meta repeats it', () => {
    const keys = identitiesOf(feed(comment('add'), NOW), feed(comment('add'), NOW + 60_000));

    expect(new Set(keys).size).toBe(1);
  });

  it('takes both spellings of edit for one', () => {
    const verbs = ['edit', 'edited'].flatMap((verb) => readEvents(feed(comment(verb))));

    expect(verbs.map(({ data }) => (data as { verb?: string }).verb)).toEqual(['edited', 'edited']);
  });

  it('follows a reply under its root comment', () => {
    const reply = comment('add', {
      comment_id: '220000000000001_34',
      parent_id: '220000000000001_33',
    });

    expect(readEvents(feed(reply))[0]).toMatchObject({ subject: '220000000000001_33' });
    expect(readEvents(feed(comment('add')))[0]).toMatchObject({ subject: '220000000000001_33' });
  });

  it('reads `comment`, `reaction` and `page_post` under the keys of the feed, item or no item', () => {
    const { item: _, ...bare } = comment('hide');

    const keys = identitiesOf(
      feed(comment('hide')),
      change('comment', bare),
      change('comment', comment('hide')),
    );

    expect(new Set(keys).size).toBe(1);
    expect(readEvents(change('reaction', bare))[0]).toMatchObject({ kind: 'reaction.changed' });
    expect(readEvents(change('page_post', { verb: 'add', post_id: post }))[0]).toMatchObject({
      kind: 'post.changed',
    });
  });

  it('keeps the id of a person who owns a post out of the facts', () => {
    const theirs = { item: 'post', verb: 'add', post_id: `${PERSON}_22`, from: { id: PERSON } };

    const [event] = readEvents(feed(theirs));

    expect(JSON.stringify(event!.data)).not.toContain(PERSON);
    expect(event!.detail).toMatchObject({ postId: `${PERSON}_22` });
  });
});

describe('leadgen', () => {
  it('keeps every digit of an id beyond 2^53', () => {
    const body = `{"object":"page","entry":[{"id":"${PAGE}","time":1,"changes":[{"field":"leadgen","value":{"leadgen_id":55459717045641545}}]}]}`;

    const [read] = readDelivery(body, fixtureContext).events;

    expect(read!.event.key).toEqual(['55459717045641545']);
  });

  it('is unread without an id, for there is nothing to fetch', () => {
    expect(readEvents(change('leadgen', { form_id: '1' }))[0]).toMatchObject({
      kind: 'unrecognised',
    });
  });

  it('tells two updates of one lead apart', () => {
    const update = (time: number) => change('leadgen_update', { leadgen_id: '47' }, { time });

    expect(new Set(identitiesOf(update(NOW), update(NOW + 1000))).size).toBe(2);
  });
});

describe('a bare body of the dashboard', () => {
  const value = {
    sender: { id: PERSON },
    recipient: { id: PAGE },
    message: { mid: 'm_1', text: 'hi' },
  };

  it('goes to Messenger where it has a sender, though WhatsApp knows the field too', () => {
    expect(readEvents({ field: 'messages', value })[0]).toMatchObject({
      kind: 'message.received',
      asset: PAGE,
      detail: { channel: 'messenger' },
    });
  });

  it('may be a messaging item', () => {
    expect(readEvents(value)[0]).toMatchObject({
      kind: 'message.received',
      key: ['messaging', 'message', 'm_1'],
    });
  });
});
