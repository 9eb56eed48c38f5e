import { defineFacts } from './list.ts'

export interface Technology {
  id: string
  /** Month from which somebody outside its makers could have worked with it or read of it, `YYYY-MM`. */
  since: string
  /** Spellings in lower case: found as whole words, whatever the capitals. */
  names: readonly string[]
  /** Ordinary words or names too: found with these capitals only, and not as the first word of a sentence. */
  exact?: readonly string[]
  source: string
  /** Whose record the date was found not to be later than: the makers' own, or others' accounts. Absent: not looked up. */
  compared?: 'maker' | 'account'
}

/** One a line: id, month, names, exact spellings, source (`w:` is an article of the English Wikipedia), compared with. */
const rows = `
java; 1995-03; j2ee | java ee | core java | java developer | java programmer | java programming | java engineer | java applets | java servlets; ; w:Java_(programming_language)
javascript; 1995-09; javascript; ; w:JavaScript
typescript; 2012-10; typescript; ; https://devblogs.microsoft.com/typescript/ten-years-of-typescript/; maker
python; 1991-02; python; ; https://github.com/python/cpython/blob/main/Misc/HISTORY; maker
python-3; 2006-04; python 3 | python3; ; w:History_of_Python
php; 1995-06; php/mysql | php and mysql | php, mysql | php5 | php developer | php programmer | php programming | php scripts; ; w:PHP
c-sharp; 2000-06; c#; ; w:C_Sharp_(programming_language)
dotnet; 2000-06; .net | asp.net | vb.net | ado.net; ; w:.NET_Framework
dotnet-core; 2014-05; .net core | asp.net core; ; w:.NET; maker
aspnet-mvc; 2007-10; asp.net mvc; ; w:ASP.NET_MVC
blazor; 2017-06; blazor; ; w:Blazor
entity-framework; 2006-06; ; Entity Framework; w:Entity_Framework
linq; 2005-09; ; LINQ; w:Language_Integrated_Query
signalr; 2011-08; signalr; ; w:SignalR
silverlight; 2005-09; silverlight; ; w:Microsoft_Silverlight
dotnet-maui; 2020-05; .net maui; ; https://devblogs.microsoft.com/dotnet/introducing-net-multi-platform-app-ui/
golang; 2009-11; golang | go (language) | go language | go programming language; ; w:Go_(programming_language)
rust; 2010-07; rustlang | rust-lang | rust (language) | rust programming language; ; https://github.com/rust-lang/rust/blob/master/RELEASES.md; maker
swift; 2014-06; swift 2 | swift 3 | swift 4 | swift 5 | swift (language) | swift programming language | swift/objective-c | objective-c/swift | swift and objective-c | objective-c and swift; ; w:Swift_(programming_language)
swiftui; 2019-06; swiftui; ; w:SwiftUI
kotlin; 2011-07; kotlin; ; w:Kotlin_(programming_language)
kotlin-multiplatform; 2017-04; kotlin multiplatform; ; https://blog.jetbrains.com/kotlin/2017/04/kotlinnative-tech-preview-kotlin-without-a-vm/
scala; 2003-01; scala/java | java/scala | scala/spark | spark/scala | scala developer | scala programming | scala and java | java and scala; ; w:Scala_(programming_language)
clojure; 2007-10; clojure; ; w:Clojure
elixir; 2011-01; elixir/phoenix | elixir (language); ; https://github.com/elixir-lang/elixir; maker
dart; 2011-09; dart/flutter | flutter/dart | dart (language); ; w:Dart_(programming_language)
julia; 2012-02; julialang | julia (language) | julia programming language; ; w:Julia_(programming_language)
groovy; 2003-08; ; Groovy; w:Apache_Groovy
powershell; 2003-10; powershell; ; w:PowerShell
webassembly; 2015-06; webassembly; Wasm; w:WebAssembly
solidity; 2014-08; ; Solidity; https://github.com/ethereum/solidity/blob/develop/Changelog.md; maker
coffeescript; 2009-12; coffeescript; ; https://coffeescript.org/#changelog; maker
cpp-11; 2003-01; c++11; ; w:C++11
cpp-14; 2012-10; c++14; ; w:C++14
cpp-17; 2013-10; c++17; ; w:C++17
cpp-20; 2017-03; c++20; ; w:C++20
java-8; 2010-09; java 8 | jdk 8; ; w:Java_version_history
java-11; 2017-09; java 11 | jdk 11; ; w:Java_version_history
java-17; 2020-06; java 17 | jdk 17; ; w:Java_version_history
java-21; 2022-06; java 21 | jdk 21; ; w:Java_version_history
jquery; 2006-01; jquery; ; w:JQuery; account
ajax; 1999-03; javascript/ajax | ajax/javascript | jquery/ajax | ajax/jquery | ajax calls; ; w:Ajax_(programming)
html5; 2007-04; html5; ; w:HTML5
scss; 2006-11; sass/scss | scss/sass | css/scss | scss/css | html/scss | less/scss; ; w:Sass_(style_sheet_language)
angularjs; 2009-06; angularjs | angular.js | angular js; ; w:AngularJS; account
angular-2; 2014-03; angular 2 | angular 2+ | angular2; ; w:Angular_(web_framework)
react; 2013-05; react.js | reactjs | react js | react/redux; React; https://github.com/facebook/react/blob/main/CHANGELOG.md; maker
react-native; 2015-01; react native; ; w:React_Native
react-hooks; 2018-10; react hooks; ; https://legacy.reactjs.org/docs/hooks-intro.html
redux; 2015-05; redux.js | reduxjs | redux toolkit | redux-saga | redux saga; Redux; w:Redux_(JavaScript_library)
nextjs; 2016-10; next.js | nextjs; ; w:Next.js
nuxt; 2016-10; nuxt.js | nuxtjs | nuxt; ; w:Nuxt
gatsby; 2015-05; gatsby.js | gatsbyjs; ; w:Gatsby_(JavaScript_framework)
vue; 2013-07; vue.js | vuejs | vue2 | vue3 | vue cli | react/vue | vue/react | vue and react | react and vue; ; w:Vue.js; account
vuex; 2015-07; vuex; ; https://github.com/vuejs/vuex; maker
svelte; 2016-11; svelte.js | sveltejs; Svelte; w:Svelte
sveltekit; 2020-10; sveltekit; ; w:Svelte
ember; 2011-05; ember.js | emberjs; ; w:Ember.js; account
backbone; 2010-10; backbone.js | backbonejs; ; https://backbonejs.org/#changelog; maker
knockout; 2010-07; knockout.js | knockoutjs; ; w:Knockout_(web_framework); account
d3; 2011-02; d3.js | d3js; ; w:D3.js
threejs; 2010-04; three.js | threejs; ; w:Three.js
bootstrap; 2011-08; twitter bootstrap | bootstrap 2 | bootstrap 3 | bootstrap 4 | bootstrap 5; ; w:Bootstrap_(front-end_framework)
tailwind; 2017-10; tailwind css | tailwindcss; ; w:Tailwind_CSS
material-design; 2014-06; google material design | android material design | material design lite; ; w:Material_Design
material-ui; 2014-06; material-ui | materialui | react/material ui | material ui/react | react, material ui; ; https://github.com/mui/material-ui; maker
webpack; 2012-02; webpack; ; w:Webpack
vite; 2020-04; vite.js | vitejs; Vite; https://github.com/vitejs/vite; maker
parcel; 2017-12; parcel.js | parceljs; ; https://medium.com/@devongovett/announcing-parcel-a-blazing-fast-zero-configuration-web-application-bundler-feac43aac0f1
esbuild; 2020-01; esbuild; ; https://github.com/evanw/esbuild
babel; 2014-09; babel.js | babeljs; ; w:Babel_(transcompiler)
eslint; 2013-06; eslint; ; w:ESLint
prettier; 2016-11; ; Prettier; https://archive.jlongster.com/A-Prettier-Formatter
jest; 2014-05; jest.js | jestjs; Jest; w:Jest_(framework)
cypress; 2014-06; cypress.io | cypress.js | cypressjs | cypress e2e; ; w:Cypress_(software)
playwright; 2020-01; playwright test | playwright tests | playwright e2e | microsoft playwright | cypress/playwright | playwright/cypress | selenium/playwright | playwright/selenium; ; w:Playwright_(software)
puppeteer; 2017-08; puppeteer.js | google puppeteer | puppeteer/jest | jest/puppeteer | puppeteer script | puppeteer scripts; ; w:Puppeteer_(software)
selenium; 2004-01; selenium webdriver | selenium grid | selenium ide | selenium tests; ; w:Selenium_(software)
mocha; 2011-03; mocha.js | mochajs; ; w:Mocha_(JavaScript_framework)
storybook; 2016-03; storybook.js | react storybook; ; https://github.com/storybookjs/storybook
electron; 2013-01; electron.js | electronjs | atom shell; ; w:Electron_(software_framework)
graphql; 2015-01; graphql; ; w:GraphQL; account
apollo-graphql; 2016-03; apollo graphql | apollo federation | graphql/apollo | apollo/graphql; ; https://www.apollographql.com/blog
grpc; 2015-02; grpc; ; w:GRPC
webrtc; 2011-05; webrtc; ; w:WebRTC
websocket; 2008-06; websocket | websockets; ; w:WebSocket
pwa; 2015-06; progressive web app | progressive web apps; ; w:Progressive_web_app
nodejs; 2009-02; node.js | nodejs | node js; ; https://github.com/nodejs/node/blob/main/doc/changelogs/CHANGELOG_ARCHIVE.md; maker
express; 2009-06; express.js | expressjs; ; https://github.com/expressjs/express/blob/master/History.md; maker
koa; 2013-08; koa.js | koajs; ; https://github.com/koajs/koa/blob/master/History.md; maker
nestjs; 2017-02; nestjs | nest.js; ; https://github.com/nestjs/nest
fastify; 2016-09; fastify; ; https://fastify.dev/
socketio; 2010-03; socket.io; ; w:Socket.IO
rxjs; 2009-11; rxjs; ; w:ReactiveX
meteor; 2011-12; meteor.js | meteorjs; ; https://github.com/meteor/meteor; maker
deno; 2018-05; deno.js; Deno; w:Deno_(software)
bun; 2021-04; bun.js | bunjs; ; w:Bun_(software)
astro; 2021-03; astro.js | astrojs; ; w:Astro_(web_framework)
solidjs; 2018-04; solidjs | solid.js; ; https://github.com/solidjs/solid
htmx; 2020-04; htmx; ; https://github.com/bigskysoftware/htmx; maker
alpinejs; 2019-11; alpine.js | alpinejs; ; https://github.com/alpinejs/alpine
rails; 2004-07; ruby on rails; ; w:Ruby_on_Rails
django; 2005-07; django rest framework; Django; https://docs.djangoproject.com/en/stable/releases/0.95/; maker
flask; 2010-04; python flask | flask-restful | python/flask | flask/python | django/flask | flask/django | flask api | flask apis | flask framework | flask (python); ; https://github.com/pallets/flask/blob/main/CHANGES.rst; maker
fastapi; 2018-12; fastapi; ; w:FastAPI
laravel; 2011-06; laravel; ; w:Laravel
symfony; 2004-01; symfony; ; https://github.com/symfony/symfony; maker
codeigniter; 2006-02; codeigniter; ; https://github.com/bcit-ci/CodeIgniter; maker
cakephp; 2005-01; cakephp; ; https://github.com/cakephp/cakephp; maker
zend; 2005-10; zend framework; ; w:Laminas
yii; 2008-01; yii framework | yii2; ; w:Yii
spring; 2002-10; spring framework | spring mvc; ; w:Spring_Framework
spring-boot; 2012-10; spring boot | springboot; ; w:Spring_Boot
spring-cloud; 2014-01; spring cloud; ; https://spring.io/projects/spring-cloud
webflux; 2016-02; webflux | spring webflux; ; https://spring.io/blog/2016/02/09/reactive-spring
hibernate; 2001-05; hibernate orm | jpa/hibernate | hibernate/jpa; ; w:Hibernate_(framework)
gwt; 2006-05; google web toolkit; ; w:Google_Web_Toolkit
micronaut; 2018-03; micronaut; ; w:Micronaut_(framework)
quarkus; 2018-11; quarkus; ; w:Quarkus
vertx; 2011-06; vert.x; ; w:Vert.x
akka; 2009-05; akka.net | akka streams | akka http | akka actors | akka cluster | scala/akka | akka/scala; ; w:Akka_(toolkit)
dropwizard; 2011-06; dropwizard; ; https://github.com/dropwizard/dropwizard; maker
unity-3d; 2005-06; unity3d | unity 3d; ; w:Unity_(game_engine)
unreal-5; 2020-05; unreal engine 5; ; w:Unreal_Engine_5
xamarin; 2009-08; xamarin; ; https://tirania.org/blog/archive/2009/Sep-14.html; maker
flutter; 2014-10; flutter app | flutter apps | flutter sdk | flutter developer | flutter (dart) | react native/flutter | flutter/react native | react native and flutter | flutter and react native; ; w:Flutter_(software); maker
ionic; 2013-11; ionic framework | ionic 2 | ionic 3 | ionic 4; ; https://github.com/ionic-team/ionic-v1; maker
phonegap; 2008-08; phonegap | apache cordova; ; w:Apache_Cordova
android; 2007-11; ; Android; w:Android_(operating_system)
android-studio; 2013-05; ; Android Studio; w:Android_Studio
jetpack-compose; 2019-05; jetpack compose; ; w:Jetpack_Compose
ios; 2007-01; iphone sdk | iphone app | iphone apps | ios app | ios apps | ios sdk | ios/android | android/ios | ios and android | android and ios; iPhone; w:IOS
ipad; 2010-01; ; iPad; w:IPad
arkit; 2017-06; ; ARKit; w:ARKit
core-ml; 2017-06; coreml | apple core ml; ; https://www.apple.com/newsroom/2017/06/
watchos; 2014-09; watchos; ; w:WatchOS
visionos; 2023-06; visionos; ; w:VisionOS
rxjava; 2013-01; rxjava; ; https://github.com/ReactiveX/RxJava
sqlite; 2000-05; sqlite; ; w:SQLite
postgresql; 1989-06; postgresql; ; w:PostgreSQL; maker
mysql; 1995-05; mysql; ; w:MySQL; maker
mongodb; 2007-10; mongodb | mongo db; ; https://github.com/mongodb/mongo; maker
cassandra; 2008-07; apache cassandra | cassandra db | cassandradb; ; https://github.com/apache/cassandra; maker
couchdb; 2005-04; couchdb; ; w:Apache_CouchDB
couchbase; 2010-01; couchbase; ; w:Couchbase_Server; maker
redis; 2009-02; redis; ; https://github.com/redis/redis; maker
neo4j; 2007-02; neo4j; ; w:Neo4j
elasticsearch; 2010-02; elasticsearch | elastic search; ; w:Elasticsearch
kibana; 2011-08; kibana; ; w:Kibana
logstash; 2009-05; logstash; ; w:Logstash
dynamodb; 2011-12; dynamodb; ; w:Amazon_DynamoDB; maker
aurora; 2014-11; amazon aurora | aws aurora | aurora postgresql | aurora mysql; ; w:Amazon_Aurora
redshift; 2012-11; amazon redshift | aws redshift; ; w:Amazon_Redshift; maker
snowflake; 2012-07; snowsql | snowpipe | snowflake data cloud | snowflake computing; ; w:Snowflake_Inc.; account
bigquery; 2010-05; bigquery; ; w:BigQuery; account
bigtable; 2015-05; cloud bigtable; ; w:Bigtable
cloud-spanner; 2009-10; cloud spanner | google spanner; ; w:Spanner_(database)
cockroachdb; 2014-02; cockroachdb; ; https://github.com/cockroachdb/cockroach; maker
clickhouse; 2014-01; clickhouse; ; w:ClickHouse
influxdb; 2013-09; influxdb; ; https://github.com/influxdata/influxdb; maker
timescaledb; 2017-04; timescaledb; ; https://github.com/timescale/timescaledb
cosmos-db; 2014-08; cosmos db | cosmosdb; ; w:Cosmos_DB
duckdb; 2018-06; duckdb; ; w:DuckDB
pgvector; 2021-04; pgvector; ; https://github.com/pgvector/pgvector/blob/master/CHANGELOG.md; maker
hadoop; 2006-01; hadoop; ; w:Apache_Hadoop; maker
hbase; 2006-11; hbase; ; w:Apache_HBase
hive; 2008-01; apache hive | hiveql; ; w:Apache_Hive
presto; 2012-08; prestodb | presto db; Trino; https://github.com/prestodb/presto; maker
spark; 2009-06; apache spark; ; https://github.com/apache/spark; maker
pyspark; 2012-08; pyspark; ; w:Apache_Spark
spark-sql; 2013-11; spark sql | sparksql; ; w:Apache_Spark
databricks; 2013-06; databricks; ; w:Databricks
delta-lake; 2017-06; databricks delta lake | spark/delta lake | delta lake tables | delta lakehouse; ; w:Databricks
iceberg; 2017-06; apache iceberg; ; w:Apache_Iceberg
kafka; 2010-11; apache kafka; Kafka; https://github.com/apache/kafka; maker
kafka-streams; 2015-07; kafka streams; ; https://www.confluent.io/blog/introducing-kafka-streams-stream-processing-made-simple/
flink; 2009-01; apache flink | flink sql; ; https://sdtimes.com/apache/inside-apache-software-foundations-newest-top-level-project-apache-flink/; maker
storm; 2011-09; apache storm; ; https://github.com/apache/storm; maker
beam; 2014-06; apache beam; ; https://github.com/apache/beam; maker
nifi; 2006-01; apache nifi; ; w:Apache_NiFi; maker
airflow; 2014-10; apache airflow | airflow dag | airflow dags; ; https://airflow.apache.org/docs/apache-airflow/stable/project.html; maker
dbt; 2016-03; dbt cloud | dbt core; dbt; https://blog.getdbt.com/on-two-years-of-dbt/; maker
power-bi; 2008-10; power bi | powerbi; ; w:Microsoft_Power_BI; account
looker-studio; 2016-03; looker studio | google data studio; ; w:Looker_Studio
lookml; 2012-01; lookml; ; w:Looker_(company)
dagster; 2018-05; dagster; ; https://github.com/dagster-io/dagster
rabbitmq; 2007-02; rabbitmq; ; w:RabbitMQ; maker
activemq; 2004-01; activemq; ; w:Apache_ActiveMQ
zookeeper; 2007-11; apache zookeeper; ; w:Apache_ZooKeeper
memcached; 2003-05; memcached; ; https://github.com/memcached/memcached; maker
firebase; 2011-09; google firebase | firebase realtime | firebase database | firebase auth | firebase authentication | firebase hosting | android/firebase | firebase/firestore | react/firebase; ; w:Firebase
firestore; 2017-10; firestore; ; w:Firebase
supabase; 2020-01; supabase; ; w:Supabase
typeorm; 2016-02; typeorm; ; https://github.com/typeorm/typeorm
prisma; 2016-06; prisma orm | prisma schema; ; https://github.com/prisma/prisma
aws; 2002-07; amazon web services | aws cloud | aws console; ; w:Amazon_Web_Services
s3; 2006-03; amazon s3 | aws s3; ; w:Amazon_S3; maker
ec2; 2006-08; amazon ec2 | aws ec2 | ec2 instance | ec2 instances | ec2/s3 | s3/ec2 | ec2, s3 | s3, ec2; ; w:Amazon_Elastic_Compute_Cloud; maker
sqs; 2004-11; amazon sqs | aws sqs; ; w:Amazon_Simple_Queue_Service
cloudfront; 2008-09; amazon cloudfront | aws cloudfront; ; w:Amazon_CloudFront
emr; 2009-03; elastic mapreduce | amazon emr | aws emr; ; w:Apache_Hadoop; maker
cloudwatch; 2008-10; cloudwatch; ; https://aws.amazon.com/about-aws/whats-new/2009/05/17/monitoring-auto-scaling-elastic-load-balancing/; account
rds; 2009-10; amazon rds | aws rds; ; w:Amazon_Relational_Database_Service
aws-iam; 2010-05; aws iam; ; https://aws.amazon.com/blogs/aws/iam-identity-access-management/; maker
route-53; 2010-12; route53 | aws route 53 | amazon route 53; ; w:Amazon_Route_53
beanstalk; 2010-12; elastic beanstalk; ; w:AWS_Elastic_Beanstalk; maker
cloudformation; 2010-05; cloudformation; ; w:AWS_CloudFormation; maker
kinesis; 2013-11; amazon kinesis | aws kinesis; ; https://aws.amazon.com/about-aws/whats-new/2013/11/14/introducing-amazon-kinesis/; maker
lambda; 2014-11; aws lambda | lambda@edge; ; w:AWS_Lambda; maker
ecs; 2014-11; amazon ecs | aws ecs; ; https://aws.amazon.com/about-aws/whats-new/2014/11/13/introducing-amazon-ec2-container-service/; maker
aws-api-gateway; 2015-07; aws api gateway | amazon api gateway; ; https://aws.amazon.com/about-aws/whats-new/2015/07/introducing-amazon-api-gateway/; maker
athena; 2016-11; amazon athena | aws athena; ; https://aws.amazon.com/about-aws/whats-new/2016/11/; maker
step-functions; 2016-11; aws step functions | amazon step functions; ; https://aws.amazon.com/about-aws/whats-new/2016/12/; maker
glue; 2016-12; aws glue; ; https://aws.amazon.com/about-aws/whats-new/2016/12/; maker
eks; 2017-11; amazon eks | aws eks; ; https://aws.amazon.com/about-aws/whats-new/2017/11/; maker
fargate; 2017-11; fargate; ; https://aws.amazon.com/about-aws/whats-new/2017/11/
sagemaker; 2017-07; sagemaker; ; w:Amazon_SageMaker; maker
appsync; 2017-07; appsync; ; https://aws.amazon.com/about-aws/whats-new/2017/11/; maker
aws-cdk; 2018-07; aws cdk | aws cloud development kit; ; https://aws.amazon.com/blogs/developer/aws-cdk-developer-preview/
control-tower; 2018-05; aws control tower; ; https://aws.amazon.com/about-aws/whats-new/2018/11/; maker
eventbridge; 2014-02; eventbridge; ; https://docs.aws.amazon.com/AmazonCloudWatch/latest/events/; maker
bedrock; 2023-04; amazon bedrock | aws bedrock; ; https://aws.amazon.com/blogs/machine-learning/announcing-new-tools-for-building-with-generative-ai-on-aws/; maker
app-engine; 2008-04; google app engine; ; w:Google_App_Engine; account
google-cloud; 2008-04; google cloud platform; ; w:Google_Cloud_Platform; account
compute-engine; 2012-06; google compute engine; ; w:Google_Compute_Engine
gke; 2014-11; google kubernetes engine; GKE; https://cloud.google.com/kubernetes-engine
cloud-functions; 2016-02; google cloud functions; ; https://cloud.google.com/functions
cloud-run; 2018-07; google cloud run | gcp cloud run; ; https://cloud.google.com/run
dataflow; 2014-06; google dataflow | cloud dataflow; ; w:Google_Cloud_Dataflow
vertex-ai; 2016-03; vertex ai; ; w:Vertex_AI
azure; 2008-03; microsoft azure | windows azure; Azure; w:Microsoft_Azure; account
azure-devops; 2004-05; azure devops | azure pipelines | azure boards | azure repos; ; w:Azure_DevOps_Server; account
azure-functions; 2016-03; azure functions; ; https://azure.microsoft.com/en-us/blog/introducing-azure-functions/
aks; 2015-09; azure kubernetes service; ; https://azure.microsoft.com/en-us/blog/introducing-azure-container-service-aks-managed-kubernetes-and-azure-container-registry-geo-replication/
azure-data-factory; 2014-10; azure data factory; ; https://azure.microsoft.com/en-us/products/data-factory
azure-synapse; 2015-04; azure synapse; ; https://azure.microsoft.com/en-us/products/synapse-analytics
azure-openai; 2021-11; azure openai; ; https://blogs.microsoft.com/ai/new-azure-openai-service/
microsoft-fabric; 2023-05; microsoft fabric; ; https://azure.microsoft.com/en-us/blog/introducing-microsoft-fabric-data-analytics-for-the-era-of-ai/
microsoft-teams; 2016-11; ; Microsoft Teams | MS Teams; w:Microsoft_Teams
power-apps; 2013-12; powerapps; Power Apps; https://www.oreilly.com/library/view/learning-microsoft-power/9781098150419/ch01.html; account
vs-code; 2015-04; vscode; Visual Studio Code | VS Code; w:Visual_Studio_Code
office-365; 2007-01; office 365 | microsoft 365 | sharepoint online; ; https://www.zdnet.com/blog/microsoft/the-road-to-microsoft-office-365-the-past/8078; account
wsl; 2016-03; windows subsystem for linux | wsl2; ; w:Windows_Subsystem_for_Linux
windows-10; 2014-09; windows 10; ; w:Windows_10
windows-11; 2021-06; windows 11; ; w:Windows_11
windows-server-2016; 2014-10; windows server 2016; ; w:Windows_Server_2016
windows-server-2019; 2018-03; windows server 2019; ; w:Windows_Server_2019
windows-server-2022; 2020-03; windows server 2022; ; w:Windows_Server_2022
git; 2005-04; ; Git; w:Git
github; 2007-10; github; ; w:GitHub
github-actions; 2018-10; github actions; ; https://github.blog/news-insights/product-news/action-demos/; account
github-copilot; 2021-06; github copilot; ; w:GitHub_Copilot
gitlab; 2011-09; gitlab; ; w:GitLab
bitbucket; 2008-06; bitbucket; ; w:Bitbucket
jenkins; 2004-06; jenkins ci | jenkins pipeline | jenkins pipelines | jenkins jobs | jenkinsfile | jenkins/docker | docker/jenkins | git/jenkins | maven/jenkins | jenkins/maven; ; w:Jenkins_(software)
travis-ci; 2010-11; travis ci | travisci; ; w:Travis_CI
circleci; 2011-06; circleci | circle ci; ; https://circleci.com/
docker; 2013-01; dockerfile | dockerfiles | dockerized | dockerised | dockerizing; Docker; https://github.com/moby/moby; maker
docker-compose; 2013-12; docker compose | docker-compose; ; https://github.com/docker/compose; maker
docker-swarm; 2014-12; docker swarm; ; w:Docker_(software)
kubernetes; 2014-06; kubernetes | k8s; ; https://kubernetes.io/blog/2024/06/06/10-years-of-kubernetes/; maker
helm; 2015-10; helm chart | helm charts | kubernetes/helm | helm/kubernetes; ; https://github.com/helm/helm; maker
openshift; 2011-05; openshift; ; w:OpenShift
istio; 2016-11; istio; ; https://github.com/istio/istio; maker
envoy; 2016-09; envoy proxy; ; https://www.envoyproxy.io/
linkerd; 2016-02; linkerd; ; https://linkerd.io/
argo-cd; 2018-01; argo cd | argocd; ; https://github.com/argoproj/argo-cd/blob/main/CHANGELOG.md; maker
flux-cd; 2016-07; flux cd | fluxcd; ; https://github.com/fluxcd/flux; maker
knative; 2018-07; knative; ; https://cloud.google.com/blog/products/gcp/bringing-the-best-of-serverless-to-you
podman; 2017-11; podman; ; w:Podman
containerd; 2015-12; containerd; ; https://containerd.io/
kustomize; 2018-05; kustomize; ; https://kubernetes.io/blog/2018/05/29/introducing-kustomize-template-free-configuration-customization-for-kubernetes/
terraform; 2014-05; terraform; ; https://github.com/hashicorp/terraform; maker
terragrunt; 2016-05; terragrunt; ; https://terragrunt.gruntwork.io/
opentofu; 2023-08; opentofu; ; w:OpenTofu
pulumi; 2016-10; pulumi; ; https://github.com/pulumi/pulumi; maker
ansible; 2012-02; ansible; ; w:Ansible_(software)
saltstack; 2011-02; saltstack; ; https://github.com/saltstack/salt; maker
vagrant; 2010-01; vagrantfile; ; w:Vagrant_(software)
hashicorp-packer; 2013-06; hashicorp packer; ; https://github.com/hashicorp/packer; maker
hashicorp-vault; 2015-04; hashicorp vault; ; https://github.com/hashicorp/vault; maker
hashicorp-consul; 2014-04; hashicorp consul; ; https://github.com/hashicorp/consul; maker
prometheus; 2012-11; prometheus/grafana | grafana/prometheus | prometheus and grafana | grafana and prometheus | prometheus, grafana | grafana, prometheus | prometheus metrics | prometheus alertmanager; ; w:Prometheus_(software)
grafana; 2013-12; grafana; ; https://github.com/grafana/grafana; maker
datadog; 2010-06; datadog; ; w:Datadog
new-relic; 2008-02; new relic; ; w:New_Relic
pagerduty; 2009-02; pagerduty; ; w:PagerDuty
opentelemetry; 2016-01; opentelemetry; ; https://github.com/open-telemetry/opentelemetry-specification/blob/main/CHANGELOG.md; maker
zipkin; 2012-06; zipkin; ; https://zipkin.io/
ebpf; 2013-09; ebpf; ; w:EBPF
snyk; 2015-06; snyk; ; w:Snyk
dependabot; 2017-04; dependabot; ; w:Dependabot
figma; 2015-12; ; Figma; w:Figma
trello; 2011-09; trello; ; w:Trello
auth0; 2013-01; auth0; ; w:Okta,_Inc.
keycloak; 2013-07; keycloak; ; w:Keycloak
oauth-2; 2010-04; oauth 2.0 | oauth2; ; w:OAuth
openid-connect; 2010-05; openid connect; ; w:OpenID
jwt; 2010-12; json web token | json web tokens | jwt token | jwt tokens | jwt auth | jwt authentication; ; w:JSON_Web_Token
webauthn; 2015-11; webauthn; ; w:WebAuthn
lets-encrypt; 2014-11; let's encrypt; ; w:Let's_Encrypt
http-2; 2012-11; http/2; ; w:HTTP/2
http-3; 2013-06; http/3; ; w:HTTP/3
tls-1-3; 2014-04; tls 1.3; ; w:Transport_Layer_Security
bitcoin; 2008-10; bitcoin; ; w:Bitcoin
ethereum; 2013-11; ethereum; ; w:Ethereum
hyperledger-fabric; 2015-12; hyperledger fabric; ; w:Hyperledger
solana; 2017-11; solana blockchain | solana program | solana programs | ethereum/solana | solana/ethereum | ethereum and solana; ; w:Solana_(blockchain_platform)
metamask; 2016-03; metamask; ; w:MetaMask
uniswap; 2018-08; uniswap; ; w:Uniswap
ipfs; 2014-01; interplanetary file system | ipfs node | ipfs nodes | ethereum/ipfs | ipfs/filecoin; ; https://github.com/ipfs/kubo; maker
cuda; 2006-11; ; CUDA; w:CUDA
numpy; 1995-01; numpy; ; https://scipy.github.io/old-wiki/pages/History_of_SciPy.html; maker
pandas; 2008-01; python pandas | numpy/pandas | pandas/numpy | pandas dataframe | pandas dataframes; ; w:Pandas_(software)
scikit-learn; 2007-06; scikit-learn | sklearn | scikit learn; ; w:Scikit-learn
jupyter; 2001-12; jupyter; ; w:Project_Jupyter
tensorflow; 2015-11; tensorflow; ; w:TensorFlow; account
pytorch; 2016-07; pytorch; ; w:PyTorch; account
keras; 2015-03; keras; ; w:Keras
xgboost; 2014-03; xgboost; ; w:XGBoost
lightgbm; 2016-08; lightgbm; ; w:LightGBM
catboost; 2017-07; catboost; ; w:CatBoost
mxnet; 2015-04; mxnet; ; w:Apache_MXNet
onnx; 2017-09; ; ONNX; w:Open_Neural_Network_Exchange
cudnn; 2014-09; cudnn; ; w:CUDA
tensorrt; 2016-04; tensorrt; ; https://developer.nvidia.com/tensorrt
word2vec; 2013-01; word2vec; ; https://arxiv.org/abs/1301.3781; maker
resnet; 2015-12; resnet50 | resnet-50 | resnet-18 | resnet-101; ; https://arxiv.org/abs/1512.03385; maker
u-net; 2015-05; u-net architecture | u-net segmentation | u-net model | u-net models; ; https://arxiv.org/abs/1505.04597; maker
spacy; 2014-07; ; spaCy; w:SpaCy
bert; 2018-10; bert embeddings | bert fine-tuning | fine-tuned bert | bert transformer | distilbert | bert/gpt | gpt/bert; ; https://arxiv.org/abs/1810.04805; maker
yolo-v3; 2018-03; yolov3; ; https://arxiv.org/abs/1804.02767; maker
yolo-v5; 2020-05; yolov5; ; https://github.com/ultralytics/yolov5
yolo-v8; 2023-01; yolov8; ; https://github.com/ultralytics/ultralytics
vision-transformer; 2020-10; vision transformer | vision transformers; ; https://arxiv.org/abs/2010.11929; maker
hugging-face; 2016-06; huggingface; Hugging Face; w:Hugging_Face
gpt-2; 2019-02; gpt-2; ; w:GPT-2
gpt-3; 2020-05; gpt-3 | gpt3; ; https://arxiv.org/abs/2005.14165; maker
gpt-3-5; 2022-03; gpt-3.5; ; w:GPT-3
gpt-4; 2023-03; gpt-4 | gpt4; ; https://arxiv.org/abs/2303.08774; maker
gpt-4o; 2024-05; gpt-4o; ; w:GPT-4o
chatgpt; 2022-11; chatgpt; ; w:ChatGPT
openai; 2015-12; openai; ; w:OpenAI
langchain; 2022-10; langchain; ; w:LangChain; account
langgraph; 2023-08; langgraph; ; https://github.com/langchain-ai/langgraph
llamaindex; 2022-11; llamaindex | llama index; ; https://github.com/run-llama/llama_index; account
llama-2; 2023-07; llama 2 | llama2; ; https://arxiv.org/abs/2307.09288; maker
llama-3; 2024-04; llama 3 | llama3; ; w:Llama_(language_model)
stable-diffusion; 2022-08; stable diffusion xl | sdxl | midjourney/stable diffusion | stable diffusion/midjourney | dall-e/stable diffusion | stable diffusion/dall-e; ; w:Stable_Diffusion
midjourney; 2021-08; midjourney; ; w:Midjourney
dall-e; 2021-01; dall-e; ; w:DALL-E
rag; 2020-05; retrieval-augmented generation | retrieval augmented generation; ; https://arxiv.org/abs/2005.11401; maker
qlora; 2023-05; qlora; ; https://arxiv.org/abs/2305.14314; maker
vllm; 2023-02; vllm; ; https://github.com/vllm-project/vllm
ollama; 2023-06; ollama; ; https://github.com/ollama/ollama
auto-gpt; 2023-03; autogpt | auto-gpt; ; w:AutoGPT
mcp; 2024-11; model context protocol; ; w:Model_Context_Protocol
mlflow; 2018-06; mlflow; ; https://github.com/mlflow/mlflow; maker
kubeflow; 2017-12; kubeflow; ; w:Kubeflow
sap-hana; 2010-05; sap hana; ; w:SAP_HANA
s4hana; 2014-06; s/4hana | s4hana | s/4 hana; ; w:SAP_S/4HANA
lightning-web-components; 2018-01; lightning web components; ; https://developer.salesforce.com/blogs/2018/12/introducing-lightning-web-components; maker
ga4; 2019-07; google analytics 4; ; w:Google_Analytics
wordpress; 2003-04; wordpress; ; w:WordPress
magento; 2007-08; magento; ; w:Adobe_Commerce
shopify; 2006-06; shopify; ; w:Shopify
stripe-api; 2010-01; stripe api | stripe connect; ; https://github.com/stripe/stripe-ruby; maker
twilio; 2008-03; twilio; ; w:Twilio
raspberry-pi; 2009-05; raspberry pi; ; w:Raspberry_Pi
alexa; 2014-11; alexa skill | alexa skills | alexa skills kit | alexa voice service; ; w:Amazon_Alexa
oculus-rift; 2012-06; oculus rift; ; w:Oculus_Rift
hololens; 2015-01; hololens; ; w:Microsoft_HoloLens
mitre-attack; 2013-09; mitre att&ck; ; w:ATT%26CK
`

function technology(row: string): Technology {
  const [id, since, names, exact, source, compared] = row.split(';').map((cell) => cell.trim())
  return {
    id: id!,
    since: since!,
    names: names ? names.split(' | ') : [],
    ...(exact && { exact: exact.split(' | ') }),
    source: source!.replace(/^w:/, 'https://en.wikipedia.org/wiki/'),
    ...(compared && { compared: compared as Technology['compared'] & string }),
  }
}

/**
 * When technologies came into the world. A date that is too late accuses people, so: where sources differ, the earliest
 * of first announcement, first public beta and first commit that anybody could see; where a product was renamed, the date
 * of what it was before, because people call old work by today's name. Words that mean something else in an ordinary
 * work summary are here only with a context, among them those that only look like terms of art: AWS certifies welders, BERT
 * tests bit errors, ResNet is a dormitory's network, PHP is a peso, EC2 a postcode, Java and Solana are places, Jenkins is a
 * person. People who worked for the maker may have been earlier.
 */
const technologies = rows.trim().split('\n').map(technology)

function compared(by: Technology['compared']): number {
  return technologies.filter((technology) => technology.compared === by).length
}

export default defineFacts<{ technologies: readonly Technology[] }>({
  title: 'Technologies and when each of them first existed',
  version: '2026-11-2',
  source: `The projects' own announcements and their articles in Wikipedia, named per entry. Of ${technologies.length} dates, ${compared('maker')} are no later than what the makers' own pages, papers, changelogs, API versions or first commits (as the CNCF landscape records them) say, and ${compared('account')} no later than others' accounts; the rest are the linked pages as remembered, leaning early`,
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-26',
  data: { technologies },
})
