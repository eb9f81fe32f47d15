import type { LexiconSource } from './lexicon.ts'

/** English words of the grammar, a tag at a time; `|` parts phrases, spaces part words. Plurals do not matter. */
export const english: LexiconSource = {
  top: 'top|best|highest|strongest|largest|biggest|greatest|most|leading|first|maximum|max|ranking|ranked|rank|stand out|stands out|most likely|best performing|more likely|high|higher|number one|peak|prioritise|prioritize|perform best|performs best|record|outperform|outperforms|ranks',
  bottom:
    'bottom|worst|lowest|weakest|smallest|least|minimum|min|flop|last|poorest|least likely|less likely|worst performing|low|lower|to avoid|avoid|trailing|lagging|perform worst|performs worst',
  over: 'overrepresented|over represented|over representation|overrepresentation|over index|overindex|over indexed|overindexed|over indexing|overindexing|over indexes|overindexes|over consume|over consumers|overconsumers|above average|above the average|higher than average|higher than the average|more than average|more than the average|affinity towards|strengths|strength|skew|skews|skew towards',
  under:
    'underrepresented|under represented|under representation|underrepresentation|under index|underindex|under indexed|underindexed|under indexing|underindexing|under indexes|underindexes|below average|below the average|lower than average|lower than the average|less than average|weaknesses|weakness|under consumers',
  all: 'all|every|each|any|everything|complete list|full list|full ranking|complete ranking|complete|full|entire|whole list',
  compare:
    'compare|comparing|compared|compares|comparison|versus|vs|against|difference|differences|differ|differs|contrast|side by side|compared to|compared with|relative to|gap|stack up|head to head',
  profile:
    'profile|profiles|portrait|describe|description|who are|who is|tell me about|tell me everything about|tell me more about|tell me everything|characteristics|characteristic|characterise|characterize|characterises|characterizes|summary|summarise|summarize|what do we know about|what do you know about|what can you say about|what can you tell me about|what about the profile|persona|analysis|analyse|analyze|breakdown of|snapshot|deep dive|focus|what defines|what characterises|what characterizes|what distinguishes|typical|look like|looks like|fact sheet|give me a picture|picture of',
  explain:
    'explain|explains|explanation|what does it mean|what does that mean|what does this mean|does it mean|mean|means|meaning|interpret|interpretation|how do i read|how should i read|how to read|how to interpret|how do i interpret|how should i interpret|how do you read|how should we read|how should we interpret|make sense of|in plain words|in plain english|in words|understand|translate into words|signify|signifies|stand for|tell us|affect|affects',
  why: 'why|how come|what explains|for what reason',
  define:
    'define|definition|definitions|what is|what s|what are|what is meant by|meant|defined|glossary|how is|how are|how do you calculate|how do you compute|how is it calculated|calculated|computed|formula|what does',
  check:
    'consistent|consistency|inconsistent|inconsistency|inconsistencies|coherent|coherence|error|errors|erroneous|mistake|mistakes|check|verify|validate|valid|validity|correct|wrong|anomaly|anomalies|reliable|reliability|trust|trustworthy|data quality|quality of the data|quality|accurate|accuracy|issues|problem|problems|audit|contradiction|contradictions|contradict|add up|suspicious|sane|sanity check|sound|broken|faults|faulty|flaws|file ok|file okay|data ok|data okay|clean|corrupt|corrupted|usable',
  overview:
    'what s in|what is in|what is inside|what s inside|what does the file contain|what does this file contain|what does it contain|contain|contains|contents|content|what can i ask|what can we ask|what can i ask you|what could i ask|what should i ask|what questions|which questions|what kind of questions|what can you do|what can you tell me|what do you know|overview|help|help me|help please|available|list|list the|list of|lists|listing|show me the list|exist|exists|are there|is there|how many segments|how many rows|how many labels|how many targets|what data|which data|what is this|what is this file|what have we got|have we got|what do we have|what do i have|sum up the file|sum up this file|sum up the data|sum up what s in|sum up what is in|what is this file about|what is this data about|about the file|about the data|what topics|summary of the file|summary of the data|summarise the file|summarize the file|summarise the data|summarize the data|describe the file|describe the data|describe the dataset|describe this file|describe this dataset|what do you do|how does this work|how do you work|how do i use this|what is covered|covered|cover|covers|what can this do|what can this thing do|what can it do|what can this tool do|what can this bot do|what can the bot do',
  advice:
    'recommend|recommends|recommended|recommendation|recommendations|advice|advise|suggest|suggestion|suggestions|insight|insights|strategy|strategies|strategic|how should we target|how should i target|how do we target|how do i target|how to target|how can we target|how can i target|how could we target|how should we reach|how do we reach|how to reach|how can we reach|how should we talk|how to engage|how do we engage|how should we engage|how should we address|should we target|should i target|should we|should i|what to do|what should we do|what should i do|what would you do|opportunity|opportunities|action plan|takeaway|takeaways|actionable|ideas|idea|lever|levers|next steps|tips|approach',
  follow:
    'and|and for|and among|what about|how about|and what about|same for|the same for|same|the same|same question|same thing|same again|ditto|likewise|also|now|then|next|and now|this time|again|do it for|do the same|but',
  only: 'only|just|solely|limited|limit|restrict|restricted|filter|keep|exclusively|nothing but',
  instead: 'instead|rather|actually|opposite|the opposite|conversely|reverse',
  index: 'index|indices|indexes|affinity|affinities|affinity index|index score|tgi|score|scores|index number',
  vertical:
    'vertical|% vertical|% vert|vert|vertical percentage|vertical percentages|vertical percent|vertical share|column percentage|column percent|column %|col %|composition',
  horizontal:
    'horizontal|% horizontal|% horz|% horiz|horz|horiz|horizontal percentage|horizontal percentages|horizontal percent|horizontal share|row percentage|row percent|row %|penetration|penetration rate|reach rate',
  count:
    'count|counts|sample|sample size|respondents|number of respondents|how many respondents|how many people|number of people|n size|how many|headcount|number interviewed',
  share:
    'share|shares|percentage|percentages|percent|per cent|%|proportion|proportions|pct|weight|rate|fraction|part|portion|represent|makes up|make up',
  term_affinity_rate: 'affinity rate',
  term_base: 'base|bases|reference population|baseline|reference',
  term_robustness:
    'robustness|robust|small base|small bases|star|stars|small sample|small samples|significance|significant',
  term_rounding: 'rounding|rounded|round',
  term_interview: 'interview|interviews|interview column',
  row: 'target|targets|audience|audiences|population|populations|public|demographic|demographics|interview|interviews|type of people|types of people|kind of people|kinds of people|groups of people|sociodemographic|sociodemographics|consumer|consumers',
  segment: 'segment|segments|segment column',
  listed:
    'hobby|hobbies|activity|activities|interest|interests|leisure|pastime|pastimes|usage|usages|habit|habits|behaviour|behaviours|behavior|behaviors|brand|brands|media|title|titles|channel|channels|product|products|theme|themes|topic|topics|item|items|criteria|criterion|answer|answers|row|rows|line|lines|element|elements|variable|variables|thing|things|category|categories|group|groups|opinion|opinions|attitude|attitudes|label|labels|passion|passions|choice|choices|segment group|ones|one',
  pair: 'pair|pairs|combination|combinations|cell|cells|figure|figures|value|values|result|results|intersection cell|cross',
  kind: 'group|groups|bracket|brackets|range|ranges|level|levels|band|bands|amount|type|types|category|categories|class|classes|status|statuses|viewing level|duration|cohort|cohorts',
  people:
    'people|person|persons|folks|adults|individual|individuals|those|respondent|americans|american|guys|everyone|someone|anyone|citizens|households|person s|ones who',
  file: 'file|files|data|dataset|data set|table|survey|study|spreadsheet|sheet|document|overall|in total|whole file|entire file|in general|anywhere|across the board|across all|workbook',
  among: 'among|amongst|within|in|for|inside|out of|out of all|with|from|for the|in the|towards|toward|to',
  on: 'on|regarding|concerning|about|in terms of|as for|with respect to|with regard to|as regards|when it comes to',
  of: 'of|s',
  by: 'by|per|according to|broken down|broken down by|distributed across|distributed by|distributed|distribution|breakdown|split|split by|across|breakdown by|depending on',
  and: 'and|as well as|with|&|plus|along with|together with',
  or: 'or',
  not: 'not|except|excluding|without|never|no|other than|besides|exclude|apart from|but not|neither|nor|non|isn|aren|don|doesn',
  copula:
    'is|are|was|were|be|who are|who is|that are|do|does|have|has|watch|watches|watching|like|likes|love|enjoy|own|use|belong|belong to|fall|go|goes|consume|say|says|answered|report',
  who: 'who|whom|which people|what people|which kind of people',
  which_one: 'which one',
  which_many: 'which ones',
  which: 'which|what',
  gt: 'more than|greater than|higher than|above|over|exceeding|exceeds|exceed|larger than|bigger than|beyond|upwards of|>|strictly above|better than',
  gte: 'at least|minimum|at a minimum|no less than|not less than|greater than or equal to|or more|>=|≥|from|minimum of|reach|reaches|starting at',
  lt: 'less than|lower than|below|under|fewer than|smaller than|beneath|<|strictly below|worse than',
  lte: 'at most|maximum|at maximum|no more than|not more than|up to|less than or equal to|or less|<=|≤|maximum of|not exceeding|or fewer',
  between: 'between|in between|ranging from|from',
  average:
    'above average|above the average|higher than average|higher than the average|more than average|more than the average|below average|below the average|lower than average|lower than the average|less than average|average|the average',
  greeting: 'hello|hi|hey|good morning|good afternoon|good evening|greetings|bonjour',
  thanks: 'thanks|thank you|thank you very much|great|perfect|bye|goodbye|thx|tks|thanx|ty|cheers',
  filler:
    'a|an|the|this|that|these|those|it|its|i|me|my|we|us|our|you|your|he|she|they|them|their|his|her|there|here|please|can you|could you|would you|can i|can we|could i|may i|can|could|would|will|shall|should|might|must|give me|give|show me|show|tell me|tell|display|find me|find|get me|get|fetch|see|know|want to know|i want|i d like|i would like|would like|want|like to|d|ll|re|ve|m|t|need|i need|let|let s|so|well|ok|okay|yes|please|am|is|are|was|were|be|been|being|do|does|did|done|have|has|had|having|go|goes|going|watch|watches|watching|watched|watcher|watchers|like|likes|liking|love|loves|loving|enjoy|enjoys|enjoying|play|plays|practise|practice|practices|use|uses|using|users|user|consume|consumes|interested|interest in|keen|fan|fans|enthusiast|enthusiasts|lover|lovers|amateur|amateurs|hour of|aged|years old|year old|as|at|if|but|very|really|much|many|more|less|most|quite|too|also|even|ever|still|often|usually|exactly|precisely|approximately|about|around|roughly|compute|calculate|how|when|where|what|which|whose|that|than|then|some|such|own|respectively|value|figure|number|result|level|order|in order|ordered|sorted|sort|descending|ascending|rated|come|comes|came|appear|appears|turn|turn out|happen|happens|seem|seems|tend|tend to|tends|likely|chance|likelihood|probability|particularly|especially|specifically|notably|strongly|heavily|targeting|aim|address|reach|attract|attracts|attracted|appeal|appeals|drawn|suit|suits|work|works|working|perform|performs|performing|rank|ranks|rated|terms|respect|regard|regards|please|kindly|quickly|briefly|short|simple|simply|words|sentence|in one sentence|in a few words|in short|say|says|said|identify|identifies|identifying|members|member|voter|voters|supporters|supporter|bit|lot|lots|kind|sort of|sort|respond|responded|answered|affiliated|leaning|category of|campaign|marketing|project|team|our campaign|interesting|notable|remarkable|striking|relevant|currently|strong|weak|good|bad|big|small|large|great|useful|choose|pick|select|prefer|prefers|preferred|favourite|favorite|favourites|favorites|details|detail|info|information|into|presence|present|under the|popular|common|among them|inclined|prone|ask|pose|threshold|mark|bar|possible|exact|current|according|based|based on|percentage points|against all|to|up|out|off|of them|each other|one another|both|score|belong|falls|fall|spend|spends|spending|having|us|household|read out|give us|look|looking|looking at|pull|pull up|pull out|bring|bring up|list out|run|see the|end up|end|through|through the|given|considering|whether|tv time|other words|actually|currently|or not|or not at all|heavy on|heavily into|big on|hot on|earning|earn|earns|btw|by the way|anyway|otherwise|meanwhile|oh|um|hmm|gimme|wanna|gotta|first of all|in priority|any idea|any clue|no idea|back|pls|plz|plse|asap|send me|drop me|ping me',
  outside:
    'send me the file|send me this file|send me the data|who are you|what are you|how are you|sold|sell|buy|weather|rain|sunny|temperature|capital|capital of|president|poem|poetry|joke|story|recipe|song|lyrics|football|soccer|match|stock|bitcoin|crypto|news|what time|what day|date|translate|translation|code|script|program|programme|python|javascript|sql|query|email|letter|essay|article|write|writing|draft|euro|euros|€|turnover|revenue|revenues|sales|price|prices|pricing|cost|costs|budget|budgets|roi|profit|profits|profitability|margin|market share|competitor|competitors|evolve|evolved|evolution|trend|trends|trending|growth|grow|grew|growing|history|historical|last year|next year|previous year|last month|next month|week|weeks|month|months|quarter|quarterly|yearly|monthly|weekly|forecast|forecasts|predict|prediction|predictions|projection|future|tomorrow|yesterday|instructions|instruction|prompt|system|password|api key|forget|ignore|disregard|jailbreak|roleplay|pretend|chatgpt|gpt|openai|claude|meaning of life|life|war|religion|god|salary|doctor|symptom|flight|hotel|restaurant|phone|address|internet|google|wikipedia|instagram|facebook|tiktok|linkedin|over time|since|year over year|dollars|election|win the election|city|cities|country|countries|map|geographic',
  unsupported:
    'correlation|correlations|correlate|correlated|correlates|sum|add together|total of|cumulative|cumulated|average of|mean of|the mean|standard deviation|median|regression|cluster|clusters|clustering|causality|cause|causes|statistical test|p value|chi square|chi squared|union|intersection|combined|both at once|at the same time',
}
